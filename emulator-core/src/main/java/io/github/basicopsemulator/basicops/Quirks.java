package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Quirk.assumed;
import static io.github.basicopsemulator.engine.Quirk.documented;
import static io.github.basicopsemulator.engine.Quirk.observed;

import io.github.basicopsemulator.engine.Quirk;
import java.util.List;

/** The decisions about BasicOps where its reference contradicts itself or is silent. */
final class Quirks {

    static final Quirk TASK_FILES = assumed(
            "3.7",
            "A task takes attachments as a message does: ids of uploads; a creation sets them, an update adds to them.",
            "L1725 says that uploads attach to tasks, and names no field");
    static final Quirk ATTACHED = assumed(
            "3.6",
            "Attaching a file to a task answers with the file's id.",
            "no answer is shown; an upload answers so");
    static final Quirk MAX_SIZE = assumed(
            "3.11",
            "A file of more than maxSize bytes is refused with 413, and none is cut off.",
            "L1776 only names it");
    static final Quirk REVIEW = assumed(
            "3.13",
            "A submitted review approves, unless it says \"approved\": false or \"decision\": \"reject\".",
            "L582 says approve or reject, and has no field for it");
    static final Quirk FILTERS = assumed(
            "3.23",
            "Lists are filtered by field=v or filter_field=v, commas or repetition meaning one of, .from and .to for dates.",
            "the page on filters is lost; BasicOps' MCP server is filtered so");
    static final Quirk PAGES = assumed(
            "3.24",
            "Everything comes at once; with limit, and offset or nextPage, a page, and nextPage where more remain.",
            "clients send limit and offset; no page documents them");
    static final Quirk ARCHIVING = assumed(
            "3.26",
            "A project or a task is archived by \"archived\": true in an update.",
            "archived records are listed (L45), but no endpoint archives");
    static final Quirk MEETING = assumed(
            "3.28",
            "What is said of a meeting is added to the note as HTML; an action item becomes a task in the note's project.",
            "L918 says that it is formatted, and not how");
    static final Quirk CHAT_AGAIN =
            assumed("3.35", "Two users have one chat, which is found again.", "a chat is between two users (L1298)");
    static final Quirk DEPENDENCY_TYPES =
            assumed("3.36", "The four usual types of dependencies are taken.", "only finish-to-start is shown (L642)");
    static final Quirk DEPENDENCY_DEFAULT =
            assumed("3.45", "A dependency without a type is finish-to-start.", "the only one that is shown");
    static final Quirk REACTED =
            assumed("row 61", "A reaction that is toggled answers with success alone.", "no answer is shown (L1256)");
    static final Quirk WEBHOOK_ANSWER = assumed(
            "3.15",
            "Registering a webhook answers with the webhook, and with its generated secret, if any, as Secret.",
            "no answer is shown; L1582 says that the secret is in it, L1619 needs the EId");
    static final Quirk WEBHOOK_PAYLOAD = assumed(
            "3.20, payload",
            "A webhook can be given a form of its own, as payload: documented or observed.",
            "for tests of receivers that read the one or the other");
    static final Quirk WEBHOOK_REMOVED =
            assumed("row 80", "Deleting a webhook answers with success alone.", "no answer is shown (L1620)");

    /** All of them, in the order of their numbers. */
    static final List<Quirk> ALL = List.of(
            documented("3.1", "Replies are valid JSON, without the slips of the examples.", "L41, L94, L1683"),
            assumed(
                    "3.2",
                    "The list of time entries is flat, as all lists are; an option wraps each record.",
                    "the example wraps each record (L720), the 23 other lists do not"),
            documented("3.3", "References are written as ids and read as records, in their longer form.", "L146, L313"),
            documented(
                    "3.4",
                    "An update answers with success alone; an option adds the id and links.",
                    "L119, against L6"),
            assumed("3.5", "Fields that are not known are passed over.", "an example sends state to a note (L1003)"),
            ATTACHED,
            TASK_FILES,
            documented(
                    "3.8", "A cloud file and the bytes of a file come to one path, and are told apart.", "L497, L506"),
            observed("3.9", "Ids of files are taken raw and percent-encoded; a plus is no space.", "L293, L1740"),
            documented("3.10", "The id of an upload can be used once.", "L1725"),
            MAX_SIZE,
            assumed("3.12", "Thumbnails are PNG of 16, 64, 256 or 512 pixels.", "L542 names the sizes"),
            REVIEW,
            documented("3.14", "There are four answers to a deletion, each as its example shows.", "L128, L809, L667"),
            WEBHOOK_REMOVED,
            WEBHOOK_ANSWER,
            documented(
                    "3.16", "A webhook that is PUT keeps what is not sent.", "L1615 shows a project that was not sent"),
            documented("3.18", "There are three PUT endpoints; elsewhere PUT is 405.", "L1149, L1228, L1583"),
            documented("3.17", "A webhook shows its project and section only where it has some.", "L1615, L1643"),
            documented("row 89", "What happens is posted to the URLs of the webhooks that asked for it.", "L1665"),
            assumed(
                    "3.19",
                    "A delivery is signed in X-BasicOps-Signature: sha256=, and the HMAC-SHA256 of the body in hexadecimal digits;"
                            + " options change that.",
                    "L1582 says that the signature is in a header"),
            documented(
                    "3.20",
                    "A delivery has the records as they are shown, or only their ids, or as they were before they were deleted; an"
                            + " option writes it as receivers of BasicOps' own read it.",
                    "L1667"),
            WEBHOOK_PAYLOAD,
            assumed(
                    "3.21",
                    "Deliveries leave after the reply, in order for each webhook, each tried once and for 5 seconds; a bulk is one"
                            + " event for each action; a webhook of a project is told of no users.",
                    "determinism; options and tests change it"),
            documented("3.22", "A webhook without name, url or known events is refused.", "L1577"),
            FILTERS,
            PAGES,
            documented("3.25", "Without istemplate there is no filtering by it; archived is false.", "L44, L46"),
            ARCHIVING,
            documented(
                    "3.27", "Records have the keys of the field table and of the example, and no others.", "L8, L27"),
            MEETING,
            assumed(
                    "3.29",
                    "A note has no attachments unless it is seeded with them.",
                    "no endpoint attaches to a note"),
            assumed(
                    "3.30",
                    "Errors are {success, error, message} with the status that fits.",
                    "a client reads message or error"),
            documented("3.31", "All that works answers 200.", "no other status is shown"),
            assumed("3.32", "One bad item refuses a whole bulk.", "easiest to reason about"),
            assumed("3.33", "A reference to nothing in a body is 400, in a path 404.", "usual"),
            assumed("3.34", "A project takes what is in it along when it is deleted, a task its subtasks.", "usual"),
            CHAT_AGAIN,
            DEPENDENCY_TYPES,
            REACTED,
            assumed("3.37", "Messages do not show their author.", "L1025 has no author"),
            documented("3.38", "A user's e-mail address is under email.", "L1519"),
            documented("3.39", "A pre-signed URL is good for 15 minutes and needs no token.", "L1763"),
            observed("3.40", "URLs of files lead to the emulator, links into the web application.", "L299, L1794"),
            assumed("3.41", "Any token will do unless tokens are declared.", "for tests without credentials"),
            documented("3.42", "A status is one of those listed; an option adds others.", "L277"),
            assumed("3.43", "A fresh workspace has users 38 and 25.", "the examples' own people"),
            observed("3.44", "A task that changes its project leaves its section.", "the example of L475 needs it"),
            DEPENDENCY_DEFAULT,
            assumed("3.46", "A filter by an id that nothing has matches nothing.", "usual"),
            assumed("3.47", "Lists come in the order of creation; null clears an optional field.", "usual"),
            assumed("3.48", "A file that cannot be fetched is 400.", "usual"),
            assumed("3.49", "Ids in attachments are taken raw and percent-encoded.", "records show only the latter"),
            assumed("3.50", "Any OAuth client will do unless clients are declared.", "for tests without credentials"),
            assumed("3.51", "A new section is Open.", "the example of L214"),
            assumed(
                    "3.52",
                    "Reviews and files tell webhooks that the task was updated; what a template brings is not told.",
                    "a change is a change; a copy is one event"));

    private Quirks() {}
}
