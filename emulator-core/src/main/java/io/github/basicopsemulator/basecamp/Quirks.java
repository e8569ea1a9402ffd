package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Quirk.assumed;
import static io.github.basicopsemulator.engine.Quirk.documented;
import static io.github.basicopsemulator.engine.Quirk.observed;

import io.github.basicopsemulator.engine.Quirk;
import java.util.List;

/** The decisions about Basecamp: the rules of its pages, and gaps in them. */
final class Quirks {

    static final Quirk TOKEN_AGAIN = assumed(
            "4.5",
            "A token works more than once, each time for another attachment; an option makes it work once.",
            "nothing says either");

    static final Quirk POSITIONS = assumed(
            "4.22",
            "A position may be a text with a number; anything else is 400. Unchecking puts a to-do at the bottom.",
            "a client sends 99 always");

    static final Quirk ADDED_FILES =
            assumed("4.25", "Attachments in an update come to those that are there.", "a client sends them");

    static final Quirk HIDDEN = assumed(
            "4.29",
            "Something private is 404 to a client, and in no list or count.",
            "people.md answers so about people");

    static final List<Quirk> ALL = List.of(
            documented(
                    "C1",
                    "A file is sent first, for a token; what takes the token has the file. Bytes and size survive.",
                    "attachments.md, the two steps"),
            documented(
                    "C2",
                    "The content type of an attachment is the one that the file was sent with.",
                    "attachments.md, Create attachment"),
            documented(
                    "C3",
                    "A token can be attached to a message, a to-do, an upload or a comment; attachable says which.",
                    "attachments.md, the two steps"),
            documented(
                    "C4",
                    "A linked attachment has no url, but linked_source, linked_type and link_url.",
                    "attachments.md, Get attachments"),
            documented("C5", "The url of an attachable leads to that thing.", "attachments.md, Get attachments"),
            documented(
                    "C6",
                    "There are 50 attachments a page; an empty list comes after the last.",
                    "attachments.md, Pagination"),
            documented(
                    "C7",
                    "sort is az, za, biggest, smallest, newest or oldest; newest unless said.",
                    "attachments.md, Sorting"),
            documented("C8", "page and sort go together.", "attachments.md, Sorting"),
            documented(
                    "C9",
                    "Renaming answers 200 and the attachment with its new name.",
                    "attachments.md, Rename attachment"),
            documented("C10", "Renaming without permission is 403.", "attachments.md, Rename attachment"),
            documented("C11", "Renaming a linked attachment is 400.", "attachments.md, Rename attachment"),
            documented("C12", "Deleting an attachment answers 204.", "attachments.md, Delete attachment"),
            documented("C13", "Deleting an attachment without access is 403.", "attachments.md, Delete attachment"),
            documented(
                    "C14", "An upload without comments goes with its attachment.", "attachments.md, Delete attachment"),
            documented(
                    "C15",
                    "An upload with comments stays when its attachment goes.",
                    "attachments.md, Delete attachment"),
            documented(
                    "C16",
                    "An attachment is private when what it is attached to is, at once.",
                    "attachments.md, Private attachments"),
            documented(
                    "C17",
                    "The lists of to-dos hold what is completed and what remains; completed and remaining split them.",
                    "todos.md, Get to-dos"),
            documented("C18", "due_since keeps what is due from that day on.", "todos.md, Get to-dos"),
            documented("C19", "To-dos in the trash are in the list's trash alone.", "todos.md, Get to-dos"),
            documented(
                    "C20",
                    "A list of to-dos shows the to-do list of each; one to-do shows attachments and subscribers.",
                    "todos.md, Get to-do"),
            documented("C21", "Creating a to-do answers 201, its Location and the to-do.", "todos.md, Create to-do"),
            documented(
                    "C22",
                    "due_at takes an ISO 8601 date, with or without a time, and comes back as a date.",
                    "todos.md, Create to-do"),
            documented("C23", "A due_at in a wrong format is 400.", "todos.md, Create to-do, Update to-do"),
            documented(
                    "C24", "An assignee of another type than Person is 400.", "todos.md, Create to-do, Update to-do"),
            documented(
                    "C25",
                    "A to-do takes several attachments, each with a token and a file name with an extension.",
                    "todos.md, Attaching files"),
            documented(
                    "C26",
                    "Updating a to-do answers 200 and the to-do; completed checks and unchecks it.",
                    "todos.md, Update to-do"),
            documented("C27", "null clears assignee and due_at; what is not sent stays.", "todos.md, Update to-do"),
            documented("C28", "position moves a to-do, and the others make room.", "todos.md, Reordering to-dos"),
            documented("C29", "A position out of bounds is the bottom.", "todos.md, Reordering to-dos"),
            documented("C30", "Deleting a to-do answers 204; without access it is 403.", "todos.md, Delete to-do"),
            documented("C31", "A to-do is private when its list is, at once.", "todos.md, Private to-dos"),
            documented("C32", "A comment on a to-do is private when the list is.", "todos.md, Private to-dos"),
            documented("C33", "A document shows its newest version; nothing is locked.", "documents.md"),
            documented("C34", "Documents are listed of one project, and of all.", "documents.md, Get documents"),
            documented("C35", "bucket is in the list of all projects alone.", "documents.md, Get documents"),
            documented(
                    "C36",
                    "sort is az, za, newest or oldest by the last update; newest unless said.",
                    "documents.md, Sorting"),
            documented(
                    "C37",
                    "A document shows all its comments, last_updater, creator and subscribers.",
                    "documents.md, Get document"),
            documented(
                    "C38",
                    "Creating a document answers 201, its Location and the document.",
                    "documents.md, Create document"),
            documented(
                    "C39",
                    "Updating a document answers 200 and the document, with a new updated_at and last_updater.",
                    "documents.md, Update document"),
            documented(
                    "C40",
                    "Deleting a document answers 204; without access it is 403.",
                    "documents.md, Delete document"),
            documented(
                    "C41", "private hides a document from clients, and reveals it.", "documents.md, Private documents"),
            documented(
                    "C42",
                    "A comment on a document is private when the document is.",
                    "documents.md, Private documents"),
            assumed(
                    "4.1",
                    "What is checked first: User-Agent, credentials, account, ending, path, content type, JSON, ids, permission, values.",
                    "no page gives an order"),
            assumed(
                    "4.2",
                    "Errors but 422 are {status, error}; a header has the reason in words.",
                    "the body of a 404 was recorded, others were not"),
            assumed(
                    "4.3",
                    "A file is taken with any content type, JSON too, but not without one; it may be empty.",
                    "one client loses its own header"),
            assumed("4.4", "Without a body no content type is needed.", "there is nothing that it could be of"),
            TOKEN_AGAIN,
            assumed("4.6", "A token that is nobody's is 422, and nothing is stored.", "usual"),
            assumed(
                    "4.7",
                    "A file is attached under a name with an extension; renamed to anything that is not blank.",
                    "todos.md asks for an extension, attachments.md does not repeat it"),
            assumed("4.8", "Tokens do not expire.", "nothing says so"),
            assumed("4.9", "An upload has exactly one attachment.", "uploads.md shows one"),
            assumed("4.10", "A comment in the trash does not keep an upload.", "it is not shown either"),
            assumed("4.11", "All but uploads stay when their last attachment goes.", "only uploads are said to go"),
            assumed("4.12", "A linked attachment is deleted as any.", "only renaming is said to differ"),
            assumed(
                    "4.13",
                    "Pictures and PDF have a thumbnail_url; what is there is the file itself.",
                    "the examples have them, a recorded zip has none"),
            assumed("4.14", "A key is 40 hexadecimal digits, the same for life.", "the examples"),
            observed("4.15", "Attachments of all projects have a bucket.", "a reply of 2017, bcx-api #218"),
            observed(
                    "4.16",
                    "A to-do of nobody has no assignee, but an empty one inside its list; null and {} are nobody.",
                    "recordings; a client sends back what it has read"),
            assumed(
                    "4.17",
                    "An assignee who is not on the project is 422; one without a type is 400.",
                    "only the type is said to be 400"),
            assumed(
                    "4.18",
                    "due_since includes the day itself, completed to-dos too, undated ones not; a bad date is 400.",
                    "a draft of the page said starting at"),
            assumed(
                    "4.19",
                    "The date of a due_at is kept as written, whatever its offset; an empty text is none.",
                    "usual"),
            observed(
                    "4.20",
                    "There are the trashed to-dos of a project, and the to-dos of all.",
                    "a client calls the one, bcx-api #176 names the other"),
            assumed(
                    "4.21",
                    "To-dos come by list, then those that remain by position, then those completed, the newest first.",
                    "the web application's order"),
            POSITIONS,
            assumed("4.23", "Keys that mean nothing are passed over.", "clients send some"),
            assumed("4.24", "What is blank is 422; the content of a document may be empty.", "recorded of projects"),
            ADDED_FILES,
            observed("4.26", "What is in the trash is 404.", "recordings"),
            observed("4.27", "A list is completed when it has to-dos and none remains.", "recordings"),
            assumed(
                    "4.28",
                    "Everybody on a project may rename and delete; a seed restricts that to admins and creators.",
                    "the pages say 403, and not to whom"),
            HIDDEN,
            assumed(
                    "4.30",
                    "The right thing in the wrong project is 404.",
                    "a redirect was recorded, which breaks clients"),
            assumed("4.31", "Everything but projects and people comes in pages of 50.", "most lists do"),
            assumed("4.32", "A page that is none is the first; per_page is passed over.", "usual"),
            assumed("4.33", "An unknown sort is the default; ties go by id; az and za ignore case.", "usual"),
            assumed(
                    "4.34",
                    "The newest attachment is the one that was attached last; renaming does not move it.",
                    "age, says the page"),
            assumed(
                    "4.35",
                    "An ETag is the MD5 of the body; If-Modified-Since alone is believed a second later.",
                    "recordings; dates have no more than seconds"),
            assumed("4.36", "There is no limit on the rate of requests.", "a loop of tests would reach it"),
            observed("4.37", "There is no Link header.", "no recording has one"),
            observed(
                    "4.38", "Moments have milliseconds, and are in UTC unless an option says otherwise.", "recordings"),
            assumed("4.39", "Another account is 404.", "usual"),
            assumed("4.40", "URLs lead to where the request was sent.", "so that they work"),
            documented("4.41", "A document shows no url of its own; its Location does.", "documents.md, Get document"),
            observed("4.42", "A to-do shows its comments.", "recordings, and bcx-api #205"),
            assumed("4.43", "Who creates, is named or comments is a subscriber.", "recorded of the creator"),
            assumed("4.44", "HTML comes back as it was sent.", "usual"),
            assumed("4.45", "A method that a path does not take is 404.", "usual for its framework"),
            assumed(
                    "4.46",
                    "Any credentials will do, unless tokens are declared: then one of these, or any name with it as the password.",
                    "for tests without credentials"),
            assumed("4.47", "A path without an ending is 415.", "README of the reference, of another ending"),
            assumed("4.48", "An empty body where something is required is 422.", "as with an empty object"),
            assumed(
                    "4.49",
                    "A comment's attachment leads to what was commented on.",
                    "comments have no page of their own"),
            assumed(
                    "4.50",
                    "Comments on messages and uploads are private when these are.",
                    "as with to-dos and documents"));

    private Quirks() {}
}
