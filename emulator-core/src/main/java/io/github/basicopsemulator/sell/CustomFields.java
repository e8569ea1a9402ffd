package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.get;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Kind;
import java.util.List;

/**
 * The custom fields of an account.
 *
 *
 * <p>Not emulated: defining custom fields. These lists are empty, and records accept any custom fields.
 */
final class CustomFields extends Resource implements SellResource {

    private static final String SOURCE = "a client of the real service asks for it before it creates anything";

    CustomFields() {
        super(Fields.of(new Kind("sell custom field"), Field.id()));
    }

    @Override
    public String type() {
        return "custom_field";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v2/lead/custom_fields", this::list).observed("", SOURCE),
                get("/v2/contact/custom_fields", this::list).observed("", SOURCE),
                get("/v2/deal/custom_fields", this::list).observed("", SOURCE));
    }
}
