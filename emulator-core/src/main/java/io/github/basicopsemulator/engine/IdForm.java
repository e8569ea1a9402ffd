package io.github.basicopsemulator.engine;

import org.jspecify.annotations.Nullable;

/** How the ids of a resource look to clients: the stored number itself, or a text made of it. */
public final class IdForm {

    /** The number itself. */
    public static final IdForm NUMBER = new IdForm("", false);

    /** The number itself; in a path a name may follow it, as in {@code 123-first-todo}. */
    public static final IdForm NUMBER_AND_SLUG = new IdForm("", true);

    private final String prefix;
    private final boolean slugs;

    private IdForm(String prefix, boolean slugs) {
        this.prefix = prefix;
        this.slugs = slugs;
    }

    /** A text: the prefix and the number, such as {@code dep-7}. */
    public static IdForm text(String prefix) {
        return new IdForm(prefix, false);
    }

    /** Shows an id as JSON: a number or a text. */
    public Object show(long id) {
        return prefix.isEmpty() ? (Object) id : prefix + id;
    }

    /** Parses an id in a path; null if the text is not an id. */
    public @Nullable Long read(String sent) {
        int slug = slugs ? sent.indexOf('-') : -1;
        String text = slug < 0 ? sent : sent.substring(0, slug);
        if (!text.startsWith(prefix)) {
            return null;
        }
        try {
            Long id = Long.valueOf(text.substring(prefix.length()));
            // There is more than one way to write a number, but only one is an id.
            return show(id).toString().equals(text) ? id : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
