// Money, times and places as people read them.

export const LANGUAGES = [
  ["en", "English"], ["fi", "Suomi"], ["sv", "Svenska"], ["et", "Eesti"], ["ru", "Русский"],
  ["uk", "Українська"], ["de", "Deutsch"], ["fr", "Français"], ["es", "Español"], ["it", "Italiano"],
  ["pt", "Português"], ["tr", "Türkçe"], ["ar", "العربية"], ["fa", "فارسی"], ["he", "עברית"],
  ["zh-hans", "简体中文"], ["zh-hant", "繁體中文"], ["ja", "日本語"], ["ko", "한국어"], ["vi", "Tiếng Việt"],
];

const WHOLE = new Set(["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XTR"]);

export function money(amount, currency) {
  if (currency === "XTR") return `⭐ ${amount}`;
  const value = WHOLE.has(currency) ? amount : amount / 100;
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(value);
}

export function clockTime(date, seconds = false) {
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }) });
}

export function dayName(date, today) {
  const same = date.toDateString() === today.toDateString();
  if (same) return "Today";
  const near = Math.abs(date - today) < 300 * 86400e3;
  return date.toLocaleDateString("en", { day: "numeric", month: "long", ...(!near && { year: "numeric" }) });
}

export function longMoment(date) {
  return date.toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

export function entityTime(entity) {
  const date = new Date(entity.unix_time * 1000);
  const wish = entity.date_time_format || "";
  const options = {};
  if (wish.includes("w")) options.weekday = wish.includes("W") ? "long" : "short";
  if (wish.includes("D")) options.dateStyle = "long";
  if (wish.includes("d")) Object.assign(options, { day: "numeric", month: "short" });
  if (wish.includes("t")) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (options.dateStyle) return date.toLocaleString(undefined, { dateStyle: "long", ...(wish.includes("t") && { timeStyle: "short" }) });
  return Object.keys(options).length ? date.toLocaleString(undefined, options) : null;
}

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const fileUrl = (id) => `sandbox/files/${encodeURIComponent(id)}`;

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
