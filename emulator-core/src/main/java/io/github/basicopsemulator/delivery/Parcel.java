package io.github.basicopsemulator.delivery;

import io.github.basicopsemulator.delivery.Letter.Content;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A letter on its way.
 *
 * @param number its place in the order of all letters of the workspace, from 1; copies of a letter share it
 * @param tried how often it was sent already
 * @param corrupted whether its signature is to be made wrong
 */
public record Parcel(long number, Letter letter, int tried, boolean corrupted) {

    Parcel tried(int times) {
        return new Parcel(number, letter, times, corrupted);
    }

    Parcel corrupt() {
        return new Parcel(number, letter, tried, true);
    }

    /** What is sent. */
    public Content content() {
        Content content = letter.content();
        String signature = content.signature();
        if (!corrupted || signature == null) {
            return content;
        }
        Map<String, String> headers = new LinkedHashMap<>(content.headers());
        headers.computeIfPresent(signature, (name, value) -> wrong(value));
        return new Content(headers, content.body(), signature);
    }

    /** Changes the last character that could be part of a digest. */
    private static String wrong(String value) {
        int last = value.length() - 1;
        while (last > 0 && !Character.isLetterOrDigit(value.charAt(last))) {
            last--;
        }
        return value.substring(0, last) + (value.charAt(last) == '0' ? '1' : '0') + value.substring(last + 1);
    }

    @Override
    public String toString() {
        return "#" + number + " " + letter.event() + " to " + letter.url();
    }
}
