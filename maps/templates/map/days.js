// Days: a date as precise as its source → its first and last day; days as numbers, for drawing. What is no date: null.
const dayNumber = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;
const dayText = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
const monthOf = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
const monthEnd = (month) => new Date(Date.UTC(Math.floor(month / 12), month % 12 + 1, 0)).toISOString().slice(0, 10);

// 2024, 2024-Q2, 2024-05, 2024-05-09 → {first: "2024-05-01", last: "2024-05-31"}, as graph.dates.span.
function daysOf(text) {
  const found = /^(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])))?$/.exec(text.trim());
  if (!found || Number(found[1]) < 1) return null;
  const [, year, month, day, quarter] = found;
  if (day) return Number.isNaN(dayNumber(text.trim())) || dayText(dayNumber(text.trim())) !== text.trim() ? null : { first: text.trim(), last: text.trim() };
  const start = quarter ? 3 * quarter - 2 : Number(month ?? 1), end = quarter ? 3 * quarter : Number(month ?? 12);
  if (start < 1 || end > 12) return null;
  return { first: `${year}-${String(start).padStart(2, "0")}-01`, last: monthEnd(Number(year) * 12 + end - 1) };
}
