//! Comparing two regions.

use export_jobs::project::plain::MemberType;
use export_jobs::replication::{RegionComparison, RegionOptions, Standing, compare_regions};
use export_jobs::workflow::Party;

use super::drive::Drive;
use super::world::{Kind, World, file, mail};

fn compared(world: &mut World, options: RegionOptions) -> Vec<RegionComparison> {
    let (source, target) = (world.client(Party::Source), world.client(Party::Target));
    let workflow = compare_regions(source, target, options).unwrap();
    Drive::new(world).ask(workflow).unwrap()
}

#[test]
fn projects_are_missing_older_equal_different_or_extra() {
    let kind = Kind::Conversation;
    let mut world = World::new(kind);
    Drive::new(&mut world).replicate(mail(), &Default::default()).0.unwrap();
    for name in ["Missing", "Older", "Different"] {
        world.source.put(&file(kind, name), &[], &[]);
    }
    for name in ["Older", "Different", "Extra"] {
        let mut theirs = file(kind, name);
        theirs["metadata"]["description"] = "another".into();
        world.target.put(&theirs, &[], &[]);
    }
    world.source.projects.get_mut("Older").unwrap().modified_at = 90_000_000;
    let standings = |all: &[RegionComparison]| {
        all.iter().map(|it| (it.project.clone(), it.standing)).collect::<Vec<_>>()
    };
    let expected = |different| {
        [
            ("Different", different),
            ("Mail", Standing::Equal),
            ("Missing", Standing::Missing),
            ("Older", Standing::Older),
            ("Extra", Standing::Extra),
        ]
        .map(|(name, standing)| (name.to_owned(), standing))
    };
    let by_dates = compared(&mut world, RegionOptions::default());
    assert_eq!(standings(&by_dates), expected(Standing::Equal), "dates tell no difference");
    let options = RegionOptions { with_content: true, ..RegionOptions::default() };
    let by_content = compared(&mut world, options);
    assert_eq!(standings(&by_content), expected(Standing::Different));
    assert_eq!(by_content[0].content.as_ref().unwrap().listed[0].name, "description");
    assert!(by_content[1].content.as_ref().unwrap().is_equal());
    assert_eq!(by_content[1].source.as_ref().unwrap().deployments, ["production", "staging"]);
    assert!(by_content.to_plain().to_json().contains(r#""standing":"missing""#));
}

#[test]
fn missing_deployments_of_the_target_are_named() {
    let mut world = World::new(Kind::Conversation);
    Drive::new(&mut world).replicate(mail(), &Default::default()).0.unwrap();
    world.target.projects.get_mut("Mail").unwrap().deployments.remove(0);
    let all = compared(&mut world, RegionOptions::default());
    assert_eq!(all[0].missing_deployments, ["production"]);
    assert!(all[0].advice.contains("missing at the target"));
}
