package dev.dowel.examples.patterns;

import dev.dowel.UserError;

/**
 * Some characters of a text replaced by others. Immutable.
 *
 * @param position where it begins
 * @param removed how many characters go
 * @param inserted what comes in their place
 */
public record TextEdit(int position, int removed, String inserted) {

    String applyTo(String text) {
        if (position < 0 || removed < 0 || position + removed > text.length()) {
            throw new UserError("outside", "The edit is outside of the text.");
        }
        return text.substring(0, position) + inserted + text.substring(position + removed);
    }

    /** What is left of this edit if another was applied first. What both removed is removed once. */
    TextEdit after(TextEdit other) {
        int otherEnd = other.position + other.removed;
        int shift = other.inserted.length() - other.removed;
        int start;
        if (position < other.position) {
            start = position;
        } else {
            start = position >= otherEnd ? position + shift : other.position + other.inserted.length();
        }
        if (removed == 0) {
            return new TextEdit(start, 0, inserted);
        }
        int end = position + removed;
        int newEnd;
        if (end <= other.position) {
            newEnd = end;
        } else {
            newEnd = end >= otherEnd ? end + shift : other.position;
        }
        return new TextEdit(start, Math.max(0, newEnd - start), inserted);
    }
}
