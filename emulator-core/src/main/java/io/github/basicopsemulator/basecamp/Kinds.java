package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.store.Kind;

/** The kinds of things in an account; the word behind "basecamp" is the vendor's. */
final class Kinds {

    static final Kind PERSON = new Kind("basecamp person", "basecamp people");
    static final Kind PROJECT = new Kind("basecamp project");
    static final Kind ACCESS = new Kind("basecamp access");
    static final Kind TODOLIST = new Kind("basecamp todolist");
    static final Kind TODO = new Kind("basecamp todo");
    static final Kind DOCUMENT = new Kind("basecamp document");
    static final Kind MESSAGE = new Kind("basecamp message");
    static final Kind UPLOAD = new Kind("basecamp upload");
    static final Kind COMMENT = new Kind("basecamp comment");
    static final Kind ATTACHMENT = new Kind("basecamp attachment");
    static final Kind RECEIVED = new Kind("basecamp received file");
    static final Kind TOKEN = new Kind("basecamp token");

    private Kinds() {}

    /** The vendor's word for a kind: {@code todo}. */
    static String word(Kind kind) {
        return kind.toString().substring("basecamp ".length());
    }

    /** How a reply names a kind: {@code Todo}. */
    static String type(Kind kind) {
        return Character.toUpperCase(word(kind).charAt(0)) + word(kind).substring(1);
    }
}
