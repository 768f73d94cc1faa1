// Money, times and places as people read them.

export const LANGUAGES = [
  ["en", "English"], ["fi", "Suomi"], ["sv", "Svenska"], ["et", "Eesti"], ["ru", "Русский"],
  ["uk", "Українська"], ["de", "Deutsch"], ["fr", "Français"], ["es", "Español"], ["it", "Italiano"],
  ["pt", "Português"], ["tr", "Türkçe"], ["ar", "العربية"], ["fa", "فارسی"], ["he", "עברית"],
  ["zh-hans", "简体中文"], ["zh-hant", "繁體中文"], ["ja", "日本語"], ["ko", "한국어"], ["vi", "Tiếng Việt"],
];

const WHOLE = new Set(["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XTR"]);

export function money(amount, currency, locale = "en") {
  if (currency === "XTR") return `⭐ ${amount}`;
  const value = WHOLE.has(currency) ? amount : amount / 100;
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(value);
}

const zone = { timeZone: undefined }; // the browser's, until the sandbox names another

export function useZone(name) {
  zone.timeZone = name || undefined;
}

/** What a clock on the wall there shows, as an input of type datetime-local writes it. */
export function wallTime(date) {
  return date.toLocaleString("sv-SE", zone).replace(" ", "T").slice(0, 16);
}

/** The moment at which a clock on the wall there shows this. */
export function atWallTime(text) {
  const guess = new Date(`${text}Z`);
  return new Date(2 * guess.getTime() - new Date(`${wallTime(guess)}Z`).getTime());
}

export function clockTime(date, seconds = false) {
  return date.toLocaleTimeString("en-GB", { ...zone, hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }) });
}

export function dayName(date, today, { locale, say }) {
  if (wallTime(date).slice(0, 10) === wallTime(today).slice(0, 10)) return say("today");
  const near = Math.abs(date - today) < 300 * 86400e3;
  return date.toLocaleDateString(locale, { ...zone, day: "numeric", month: "long", ...(!near && { year: "numeric" }) });
}

export function longMoment(date) {
  return date.toLocaleString("en-GB", { ...zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

export function entityTime(entity) {
  const date = new Date(entity.unix_time * 1000);
  const wish = entity.date_time_format || "";
  const options = { ...zone };
  if (wish.includes("w")) options.weekday = wish.includes("W") ? "long" : "short";
  if (wish.includes("D")) options.dateStyle = "long";
  if (wish.includes("d")) Object.assign(options, { day: "numeric", month: "short" });
  if (wish.includes("t")) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (options.dateStyle) return date.toLocaleString(undefined, { ...zone, dateStyle: "long", ...(wish.includes("t") && { timeStyle: "short" }) });
  return Object.keys(options).length > 1 ? date.toLocaleString(undefined, options) : null;
}

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const fileUrl = (id) => `sandbox/files/${encodeURIComponent(id)}`;

/** What a t.me/share address wants to send to somebody. */
export function sharedLink(url) {
  if (!/^https:\/\/t\.me\/share\/url\?/i.test(url)) return null;
  return new URL(url).searchParams.get("url");
}

/** Whether an address opens the payment sheet. */
export const isInvoice = (url) => /^https:\/\/t\.me\/(\$|invoice\/)/.test(url || "");

export function deepLink(url, username) {
  try {
    const link = new URL(/^[a-z]+:/i.test(url) ? url : `https://${url}`);
    const own = ["t.me", "telegram.me"].includes(link.hostname) && link.pathname.slice(1).toLowerCase() === username.toLowerCase();
    const resolve = link.protocol === "tg:" && link.searchParams.get("domain")?.toLowerCase() === username.toLowerCase();
    return own || resolve ? { payload: link.searchParams.get("start") || "" } : null;
  } catch {
    return null;
  }
}
