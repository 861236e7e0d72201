const MOODS = ["Brave", "Calm", "Clever", "Gentle", "Happy", "Quick", "Quiet", "Sunny", "Wise", "Witty"];
const ANIMALS = ["Badger", "Beaver", "Fox", "Heron", "Lynx", "Marten", "Otter", "Owl", "Robin", "Wren"];

function any(words: string[]) {
  return words[Math.floor(Math.random() * words.length)] ?? "";
}

/** A name for a visitor who has none. */
export function anyName() {
  return `${any(MOODS)} ${any(ANIMALS)}`;
}

/** Always the same color for the same name. */
export function colorOf(name: string) {
  let hash = 7;
  for (const character of name) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  }
  return `light-dark(hsl(${hash} 60% 36%), hsl(${hash} 70% 72%))`;
}
