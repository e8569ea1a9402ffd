package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.field.Field.anything;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.object;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.texts;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a person or an organization, shared by leads and contacts. */
final class Profile {

    private static final List<Field> FIELDS = List.of(
            text("title"),
            text("description"),
            text("industry"),
            text("website"),
            text("email"),
            text("phone"),
            text("mobile"),
            text("fax"),
            text("twitter"),
            text("facebook"),
            text("linkedin"),
            text("skype"),
            address(),
            texts("tags"),
            anything("custom_fields").initially(Json.object()),
            created("created_at").toTheSecond(),
            updated("updated_at").toTheSecond(),
            OwnedRecords.version());

    private Profile() {}

    /** The fields of a record that begins with some of its own. */
    static Field[] after(Field... own) {
        return Stream.concat(Stream.of(own), FIELDS.stream()).toArray(Field[]::new);
    }

    /** The address; all its fields are null by default. */
    private static Field address() {
        return object("address", text("line1"), text("city"), text("postal_code"), text("state"), text("country"))
                .initially(Collections.unmodifiableMap(
                        Json.object("line1", null, "city", null, "postal_code", null, "state", null, "country", null)));
    }
}
