// Sentences like those that people type to an assistant: words in several scripts, sometimes with an emoji, a
// quotation, a path or a line break.

const language = (tag, share, space, words) => ({ tag, share, space, words: words.split(" ") });

const languages = [
  language(
    "en-us",
    38,
    " ",
    "please book cancel the meeting with our team tomorrow and send a reminder about invoice before noon because my flight leaves early from Dublin can you find another seat near window thanks",
  ),
  language(
    "de",
    12,
    " ",
    "bitte verschiebe den Termin für nächste Woche auf Donnerstag und schicke Grüße an die Kollegen in München weil der Zug Verspätung hat möchte ich früher anrufen danke schön Straße",
  ),
  language(
    "fr",
    10,
    " ",
    "réserve une chambre à l'hôtel près de la gare où déjà élève français même été ça s'il vous plaît envoie le reçu par courriel après demain matin",
  ),
  language(
    "es",
    8,
    " ",
    "mañana quiero cambiar la reunión del año próximo y añadir señor Núñez también envía información sobre el envío según dirección número teléfono gracias corazón",
  ),
  language(
    "pl",
    5,
    " ",
    "proszę wyślij wiadomość źródło żółty książka jutro wieczorem spotkanie o godzinie szóstej łódź Kraków dziękuję bardzo później może też",
  ),
  language(
    "tr",
    4,
    " ",
    "lütfen yarın İstanbul için uçuş ara görüşme saatini değiştir çünkü öğleden sonra müşteri gelecek teşekkürler ığdır şube",
  ),
  language(
    "el",
    4,
    " ",
    "παρακαλώ στείλε το μήνυμα αύριο στην Αθήνα και άλλαξε την ώρα της συνάντησης ευχαριστώ πολύ γιατί τρένο καθυστερεί",
  ),
  language(
    "ru",
    6,
    " ",
    "пожалуйста отправь письмо завтра утром и перенеси встречу на пятницу потому что поезд опаздывает спасибо ещё объём Москва",
  ),
  language(
    "ar",
    4,
    " ",
    "من فضلك أرسل الرسالة غدا صباحا إلى المكتب في القاهرة وغير موعد الاجتماع لأن القطار متأخر شكرا جزيلا",
  ),
  language(
    "ja",
    4,
    "",
    "明日 の 会議 を 午後 三時 に 変更 して ください 東京 から 大阪 まで 切符 予約 お願い します メール 送信 確認",
  ),
  language(
    "zh-hans",
    3,
    "",
    "请 把 明天 的 会议 改到 下午 三点 并 发送 邮件 给 北京 同事 谢谢 预订 机票 酒店 发票 提醒 我",
  ),
  language(
    "ko",
    2,
    " ",
    "내일 회의 시간을 오후 세시로 변경해 주세요 서울에서 부산까지 기차표 예약 부탁합니다 메일 보내기 확인",
  ),
];

// One entry for each percent, so that one access draws a language.
const drawn = languages.flatMap((entry) => Array(entry.share).fill(entry));
const emoji = ["🙂", "🎉", "👍", "✈️", "👩‍💻", "🇫🇷", "📅", "😅"];
const oddities = ['"urgent"', "C:\\Temp\\report.txt", '"Q3 \\ Q4"', "a\tb", "line one\nline two"];

/**
 * Returns a sentence of some words, as `{ language, space, words }`. About one in twenty has an emoji, and one in
 * thirty has something that JSON must escape. Most have a number, so that hardly any two are the same.
 */
export function sentence(random, shortest, longest) {
  const { tag, space, words } = random.pick(drawn);
  const count = shortest + random.below(longest - shortest + 1);
  const chosen = Array.from({ length: count }, () => random.pick(words));
  const put = (word) => (chosen[random.below(count)] = word);
  if (random.chance(0.7)) put(String(random.below(1_000_000)));
  if (random.chance(0.05)) put(random.pick(emoji));
  if (random.chance(0.03)) put(random.pick(oddities));
  return { language: tag, space, words: chosen };
}

/** Returns the text of a sentence. */
export const textOf = ({ words, space }) => words.join(space);

/** Returns the range of `length` words from index `first`, in UTF-16 code units. */
export function spanOf({ words, space }, first, length) {
  const end = (count) => words.slice(0, count).reduce((sum, word) => sum + word.length + space.length, 0);
  const offset = end(first);
  return { offset, length: end(first + length) - space.length - offset };
}
