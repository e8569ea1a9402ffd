package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Quirk.assumed;
import static io.github.basicopsemulator.engine.Quirk.documented;
import static io.github.basicopsemulator.engine.Quirk.observed;

import io.github.basicopsemulator.engine.Quirk;
import java.util.List;

/** The decisions about Sell: rules for several endpoints (X), and gaps in its documentation (G). */
final class Quirks {

    static final Quirk COMPLETED_AGAIN =
            assumed("G4", "A task that is completed again keeps the moment at which it first was.", "usual");
    static final Quirk NULLS = assumed(
            "G6",
            "A null in an update clears due_date, remind_at and the relation; an owner stays, content is refused.",
            "what clients send for none");
    static final Quirk SEARCH = assumed(
            "G13",
            "Each word of q must be a word of the content or begin one, in any case; a blank q asks for everything.",
            "the page says full text");

    /** All of them, in the order of their numbers. */
    static final List<Quirk> ALL = List.of(
            observed("X1", "The links of a list have the query in force, and page and per_page.", "captured replies"),
            observed(
                    "X2",
                    "next_page is there only where there is one, first_page and prev_page only after page 1.",
                    "captured replies"),
            observed("X3", "Links lead to the emulator itself.", "clients follow them as they are"),
            observed("X4", "meta.count counts the items of this page.", "captured replies"),
            observed("X5", "A page past the end is empty, and 200.", "official clients stop there"),
            observed(
                    "X6",
                    "Tasks are sorted by updated_at unless told otherwise; what is equal, by id.",
                    "the tests of official clients"),
            documented("X7", "Refusals are a list of errors, each with a code, a message and details.", "Errors"),
            documented("X8", "http_status is the code and the reason in one text.", "Errors"),
            documented("X9", "logref is the X-Request-Id of the reply.", "Errors"),
            documented("X10", "Every reply has an X-Request-Id.", "Responses"),
            observed("X11", "more_info leads to the vendor's page on errors.", "captured replies"),
            observed("X12", "Without a token that is good, 401 unauthorized.", "captured replies"),
            documented("X13", "Beyond the scope of a token, 403 insufficient_scope.", "Errors"),
            observed("X14", "An id that nothing has is 404 not_found, with the type and the id.", "captured replies"),
            observed("X15", "An unknown path or method is 404 incorrect_path.", "captured replies"),
            observed(
                    "X16",
                    "A parameter that is unknown or has a wrong value is 400 invalid_param.",
                    "captured replies, and the tests of official clients"),
            documented("X17", "A request without a User-Agent is refused before anything else.", "Requests"),
            documented(
                    "X18",
                    "A payload that is not readable is 400 invalid_payload; one without data, 422 incorrect_payload.",
                    "Errors"),
            observed("X19", "An unknown attribute is 422 unknown.", "captured replies"),
            observed("X20", "A value that is not in the list is 422 incorrect_value.", "captured replies"),
            observed("X21", "A value of another type is 422 invalid_type.", "captured replies"),
            documented(
                    "X22", "What is required is 422 missing or blank; what must be unique, already_exists.", "Errors"),
            observed("X23", "field is a JSON pointer within data.", "captured replies"),
            documented("X24", "One reply can have several errors.", "Errors"),
            documented("X25", "No header speaks of a rate limit.", "Rate limits"),
            documented("X26", "406 where the client does not take JSON.", "Responses"),
            documented("X27", "415 is not among the statuses.", "Responses"),
            documented("X28", "Unknown headers are passed over; HEAD is served.", "Requests"),
            observed("X29", "Times are taken with Z or an offset, with or without milliseconds.", "official clients"),
            observed("X30", "Ids are whole numbers, flags are true or false.", "official clients"),
            observed("X31", "What is not set is null, and not left out.", "captured replies"),
            observed("X32", "Who asks is checked before what is asked for.", "a request to the live service"),
            assumed("G1", "A task is overdue while it is not completed and its due date has passed.", "the examples"),
            assumed("G2", "overdue=false asks for every other task.", "the complement"),
            assumed("G3", "remind asks whether there is a reminder, whenever it is.", "the page says with or without"),
            COMPLETED_AGAIN,
            assumed("G5", "Attributes that cannot be written are passed over.", "one official client sends them"),
            NULLS,
            assumed("G7", "Half of a relation is refused as missing; an id of 0 is none.", "what one client sends"),
            assumed(
                    "G8",
                    "An owner or a relation that does not exist is refused, unless an option says otherwise.",
                    "usual"),
            assumed(
                    "G9",
                    "A body that says it is no JSON is 400 invalid_header; one that says nothing is JSON.",
                    "usual"),
            assumed("G10", "Bad pages, flags, lists of ids and choices in the query are 400.", "as for per_page"),
            assumed("G11", "An unknown field or direction to sort by is 400; a list of fields is taken.", "usual"),
            assumed("G12", "What has no value is sorted last, in both directions.", "usual"),
            SEARCH,
            assumed("G14", "Ids that nothing has are left out of a list.", "usual"),
            documented(
                    "G15", "resource_type is taken in the plural in the query.", "Tasks, the request of the example"),
            assumed("G16", "Several filters must all hold.", "usual"),
            assumed("G17", "The tasks of what is deleted stay as they are.", "nothing says otherwise"),
            assumed(
                    "G18",
                    "Refusals come in this order: User-Agent, token, path, scope, Accept, query, id, body.",
                    "the live service checks the token first"),
            assumed("G19", "An id in the path that is no number is not found.", "usual"),
            assumed("G20", "There are no Location, ETag and CORS headers.", "none are documented"),
            assumed("G21", "A date without a time is its midnight; other texts are of the wrong type.", "usual"),
            assumed("G22", "The wording for missing and blank attributes is made here.", "none was captured"),
            assumed("G23", "Nobody is refused for asking too often.", "for tests"),
            assumed("G24", "Everyone sees everything; who made a record is whose token it was.", "usual"),
            assumed("G25", "What is written is found at once.", "for tests"),
            assumed("G26", "The code for a missing User-Agent is invalid_header.", "the page has no other that fits"),
            assumed("G27", "The code for 406 is not_acceptable.", "the page has none"),
            assumed("G28", "Tokens are issued to any client unless clients are declared.", "for tests"));

    private Quirks() {}
}
