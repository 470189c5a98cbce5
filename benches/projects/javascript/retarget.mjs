// Retargets a project in plain JavaScript: changes it, and writes it again.
export function retarget(project, { name, container }) {
  const { metadata } = project;
  if (name !== undefined) metadata.projectName = name;
  if (container !== undefined) metadata.storageInputContainerName = container;
  return new TextEncoder().encode(JSON.stringify(project));
}
