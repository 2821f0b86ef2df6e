// What each part of a page looks like, in Tailwind's utilities: a page says what something is ('card'), and `el()` in
// ui.js looks up here what that looks like. 'badge good' adds to 'badge'.
export const look = {
{{look}}};

/** Parts that share nothing with the one that they are named after. */
const alone = {
{{alone}}};

const one = (name) => look[name] ?? name;

/** The classes behind the names of an element; names that are not known stay as they are. */
export function dress(names) {
  const parts = String(names).split(/\s+/).filter(Boolean);
  for (let known = parts.length; known > 1; known -= 1) {
    const whole = alone[parts.slice(0, known).join(' ')];
    if (whole) return [whole, ...parts.slice(known).map(one)].join(' ');
  }
  const [name, ...states] = parts;
  return name ? [one(name), ...states.map((state) => look[`${name} ${state}`] ?? one(state))].join(' ') : '';
}
