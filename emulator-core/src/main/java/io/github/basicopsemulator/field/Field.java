package io.github.basicopsemulator.field;

import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One line of a resource's field table.
 *
 * @param type the type of the value
 * @param initial the value of a new entity if the request has no value
 * @param shown computes the value of a field that is not stored
 */
public record Field(
        String name,
        Type type,
        @Nullable Object initial,
        @Nullable BiFunction<Entity, RenderContext, @Nullable Object> shown,
        Set<Trait> traits) {

    /** A property of a field besides its type. */
    public enum Trait {
        /** A new entity must be given a value, and it can never be null or empty. */
        REQUIRED,
        /** Clients cannot write it. */
        READ_ONLY,
        /** Replies do not show it. */
        HIDDEN,
        /** Replies leave it out where it is null. */
        OMITTED,
        /** It is read and checked, but not stored; a change does not take it. */
        CREATE_ONLY,
        /** It is read and checked, but not stored; a change takes it, too. */
        WRITE_ONLY,
        /** Only a seed can give it. */
        SEEDED,
        /** Lists can be filtered by it. */
        FILTERED,
        /** Entities are looked up by it. */
        INDEXED,
        /** The entity goes when the one it refers to goes; without this the reference becomes null. */
        OWNED,
        /** The moment of creation. */
        CREATION,
        /** The moment of the last change. */
        CHANGE,
        /** Bookkeeping (timestamp, version): set on every change, ignored by diffs. */
        BOOKKEEPING,
        /** A credential: messages must not show it. */
        SECRET,
        /** The referenced entity may be created later. */
        DEFERRED
    }

    /** A text. */
    public static Field text(String name) {
        return new Field(name, new Type.Text());
    }

    /** A whole number. */
    public static Field whole(String name) {
        return new Field(name, new Type.Whole());
    }

    /** True or false. */
    public static Field flag(String name) {
        return new Field(name, new Type.Flag());
    }

    /** A moment in time. */
    public static Field moment(String name) {
        return new Field(name, new Type.Moment(ChronoUnit.MILLIS));
    }

    /** A length of time. */
    public static Field span(String name) {
        return new Field(name, new Type.Span());
    }

    /** A number with decimal places, which may also come as a text. */
    public static Field decimal(String name) {
        return new Field(name, new Type.Decimal());
    }

    /** One of a few texts. */
    public static Field choice(String name, List<String> options) {
        return new Field(name, new Type.Choice(List.copyOf(options)));
    }

    /** An id of another entity, shown as that id. */
    public static Field reference(String name, Kind kind) {
        return new Field(name, new Type.Reference(kind, null)).with(Trait.INDEXED);
    }

    /** An id of another entity, shown as an object. */
    public static Field reference(String name, Kind kind, Fields shown) {
        return new Field(name, new Type.Reference(kind, shown)).with(Trait.INDEXED);
    }

    /** A list of ids of other entities. */
    public static Field references(String name, Kind kind) {
        return new Field(name, new Type.References(kind)).initially(List.of());
    }

    /** A list of other entities that are named by a text, shown as objects. */
    public static Field keys(String name, Kind kind, String key, UnaryOperator<String> canonical, Fields shown) {
        return new Field(name, new Type.KeyReferences(kind, key, canonical, shown)).initially(List.of());
    }

    /** A list of objects with some fields each. */
    public static Field objects(String name, Field... fields) {
        return new Field(name, new Type.Objects(List.of(fields))).initially(List.of());
    }

    /** A list of texts. */
    public static Field texts(String name) {
        return new Field(name, new Type.Texts()).initially(List.of());
    }

    /** One object with some fields. */
    public static Field object(String name, Field... fields) {
        return new Field(name, new Type.Nested(List.of(fields)));
    }

    /** An object of any content. */
    public static Field anything(String name) {
        return new Field(name, new Type.AnyObject());
    }

    /** A value of a shape of its own, which the resource itself makes or checks. */
    public static Field own(String name, Map<String, @Nullable Object> schema) {
        return new Field(name, new Type.Custom(schema));
    }

    /** Bytes that only a seed can give. */
    public static Field bytes(String name) {
        return new Field(name, new Type.Bytes()).hidden();
    }

    /** The id of an entity whose ids are numbers. */
    public static Field id() {
        return whole("id").required().shown((entity, view) -> entity.id());
    }

    /** The moment at which the entity was made. */
    public static Field created(String name) {
        return moment(name).with(Trait.CREATION).readOnly();
    }

    /** The moment of the last change to the entity. */
    public static Field updated(String name) {
        return moment(name).with(Trait.CHANGE).bookkeeping().readOnly();
    }

    /** Makes the value when it is shown; it is never stored or written. */
    public Field shown(BiFunction<Entity, RenderContext, @Nullable Object> shown) {
        return new Field(name, type, initial, shown, traits).readOnly();
    }

    private Field(String name, Type type) {
        this(name, type, null, null, EnumSet.noneOf(Trait.class));
    }

    public Field required() {
        return with(Trait.REQUIRED);
    }

    public Field readOnly() {
        return with(Trait.READ_ONLY);
    }

    public Field hidden() {
        return with(Trait.HIDDEN);
    }

    public Field omittedWhenNull() {
        return with(Trait.OMITTED);
    }

    public Field input() {
        return with(Trait.CREATE_ONLY).hidden();
    }

    public Field bookkeeping() {
        return with(Trait.BOOKKEEPING);
    }

    public Field secret() {
        return with(Trait.SECRET);
    }

    /** Makes it an input that is validated but not stored; another field of the same name may show its effect. */
    public Field sent() {
        return with(Trait.WRITE_ONLY).hidden();
    }

    /** Can be given by seeds, and is passed over where a client sends it. */
    public Field seeded() {
        return with(Trait.SEEDED);
    }

    /** Allows a reference to an entity that does not exist yet. */
    public Field deferred() {
        return with(Trait.DEFERRED);
    }

    public Field filtered() {
        return with(Trait.FILTERED);
    }

    public Field indexed() {
        return with(Trait.INDEXED);
    }

    public Field owned() {
        return with(Trait.OWNED);
    }

    public Field initially(Object value) {
        return new Field(name, type, value, shown, traits);
    }

    /** Cuts times to whole seconds. */
    public Field toTheSecond() {
        return new Field(name, new Type.Moment(ChronoUnit.SECONDS), initial, shown, traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns true if responses can have null here. */
    boolean nullable() {
        return !(is(Trait.REQUIRED) || is(Trait.CREATION) || is(Trait.CHANGE) || is(Trait.OMITTED) || initial != null);
    }

    /** Returns true if it holds bytes, which only Java can set and JSON does not show. */
    public boolean isBytes() {
        return type instanceof Type.Bytes;
    }

    /** Returns the stored form of a value: times are cut to their precision. */
    @Nullable
    Object kept(@Nullable Object value) {
        return value instanceof Instant moment && type instanceof Type.Moment kind ? kind.cut(moment) : value;
    }

    /** Shows a stored value by itself: other entities by their ids, bytes by their number, a secret not at all. */
    @Nullable
    Object plain(@Nullable Object value, Function<Instant, String> moments) {
        if (value == null) {
            return null;
        }
        if (is(Trait.SECRET)) {
            return "***";
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + (bytes.length == 1 ? " byte" : " bytes");
        }
        return value instanceof Instant moment ? moments.apply(moment) : value;
    }

    /** Returns true if entities store a value for it. */
    public boolean stored() {
        return shown == null && !isInput();
    }

    /** Returns true if it is stored and clients can never write it. */
    boolean isFixed() {
        return stored() && is(Trait.READ_ONLY);
    }

    /** Reads an exported value; a missing one becomes the initial value. */
    @Nullable
    Object restore(Map<String, ? extends @Nullable Object> record) throws Type.Refused {
        Object json = record.get(name);
        boolean needed = is(Trait.REQUIRED) && !(type instanceof Type.Reference);
        if (needed && json == null) {
            throw new Type.Refused(FieldError.Reason.MISSING, "is required, but is not given");
        }
        if (json == null) {
            return record.containsKey(name) ? null : initial;
        }
        return kept(type.restore(json));
    }

    /** Returns true if it is input only. */
    public boolean isInput() {
        return is(Trait.CREATE_ONLY) || is(Trait.WRITE_ONLY);
    }

    /** Returns true if clients can write it, in a creation or else in a change. */
    public boolean isWritten(boolean creating) {
        return !is(Trait.READ_ONLY) && !is(Trait.SEEDED) && !isBytes() && (creating || !is(Trait.CREATE_ONLY));
    }

    Field visible() {
        EnumSet<Trait> less = EnumSet.noneOf(Trait.class);
        less.addAll(traits);
        less.remove(Trait.HIDDEN);
        return new Field(name, type, initial, shown, less);
    }

    private Field with(Trait trait) {
        EnumSet<Trait> more = EnumSet.noneOf(Trait.class);
        more.addAll(traits);
        more.add(trait);
        return new Field(name, type, initial, shown, more);
    }
}
