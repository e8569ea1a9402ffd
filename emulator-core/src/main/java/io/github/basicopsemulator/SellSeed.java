package io.github.basicopsemulator;

import io.github.basicopsemulator.Seed.Content;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Seeds for Zendesk Sell: users, leads, contacts, deals, lead sources and tasks. Made to be imported statically.
 *
 * <p>User, lead, contact and deal 1 are in every workspace already.
 */
public final class SellSeed {

    private SellSeed() {}

    /** A user: active, and no administrator unless told otherwise. */
    public static User user(String name, String email) {
        return new User(new Content("sell user")).with("name", name).with("email", email);
    }

    /** A lead that is a person. */
    public static Lead lead(String lastName) {
        return new Lead(new Content("sell lead")).with("last_name", lastName);
    }

    /** A contact that is a person. */
    public static Contact contact(String lastName) {
        return new Contact(new Content("sell contact")).with("last_name", lastName);
    }

    /** A contact that is an organization. */
    public static Contact organization(String name) {
        return new Contact(new Content("sell contact")).with("name", name).with("is_organization", true);
    }

    /** A deal in the first stage, with the value 0 by default. */
    public static Deal deal(String name) {
        return new Deal(new Content("sell deal")).with("name", name);
    }

    /** A lead source. */
    public static Seed<?> leadSource(String name) {
        return new Plain(new Content("sell lead source")).with("name", name);
    }

    /** A task, floating unless it is inside a lead, a contact or a deal. */
    public static Task task(String content) {
        return new Task(new Content("sell task")).with("content", content);
    }

    /** A user to be. */
    public static final class User extends Seed<User> {

        private User(Content content) {
            super(content);
        }

        public User admin() {
            return with("role", "admin");
        }

        public User inactive() {
            return with("status", "inactive");
        }

        /**
         * Declares an access token of this user. Once a token is declared, the workspace refuses all others.
         *
         * @param scopes some of read, write, profile; all of them by default
         */
        public User token(String token, String... scopes) {
            Plain plain = new Plain(new Content("sell token")).with("token", token);
            return holding("user_id", scopes.length == 0 ? plain : plain.with("scope", String.join(" ", scopes)));
        }

        @Override
        User of(Content content) {
            return new User(content);
        }
    }

    /** A lead to be. */
    public static final class Lead extends Seed<Lead> {

        private Lead(Content content) {
            super(content);
        }

        public Lead firstName(String firstName) {
            return with("first_name", firstName);
        }

        public Lead organization(String name) {
            return with("organization_name", name);
        }

        public Lead owner(User owner) {
            return with("owner_id", owner);
        }

        public Lead status(String status) {
            return with("status", status);
        }

        public Lead source(Seed<?> leadSource) {
            return with("source_id", leadSource);
        }

        public Lead tags(String... tags) {
            return with("tags", List.of(tags));
        }

        /** Sets an attribute by the API's name for it. */
        public Lead set(String attribute, @Nullable Object value) {
            return with(attribute, value);
        }

        /** Adds tasks that are about this lead. */
        public Lead tasks(Task... tasks) {
            return holding("resource_id", Map.of("resource_type", "lead"), tasks);
        }

        @Override
        Lead of(Content content) {
            return new Lead(content);
        }
    }

    /** A contact to be. */
    public static final class Contact extends Seed<Contact> {

        private Contact(Content content) {
            super(content);
        }

        public Contact firstName(String firstName) {
            return with("first_name", firstName);
        }

        public Contact email(String email) {
            return with("email", email);
        }

        public Contact owner(User owner) {
            return with("owner_id", owner);
        }

        public Contact tags(String... tags) {
            return with("tags", List.of(tags));
        }

        /** Sets an attribute by the API's name for it. */
        public Contact set(String attribute, @Nullable Object value) {
            return with(attribute, value);
        }

        /** Adds people who belong to this organization. */
        public Contact people(Contact... people) {
            return holding("contact_id", people);
        }

        public Contact deals(Deal... deals) {
            return holding("contact_id", deals);
        }

        /** Adds tasks that are about this contact. */
        public Contact tasks(Task... tasks) {
            return holding("resource_id", Map.of("resource_type", "contact"), tasks);
        }

        @Override
        Contact of(Content content) {
            return new Contact(content);
        }
    }

    /** A deal to be. */
    public static final class Deal extends Seed<Deal> {

        private Deal(Content content) {
            super(content);
        }

        /** Takes a number with or without decimal places. */
        public Deal value(String value) {
            return with("value", value);
        }

        public Deal hot() {
            return with("hot", true);
        }

        public Deal stage(long stage) {
            return with("stage_id", stage);
        }

        public Deal owner(User owner) {
            return with("owner_id", owner);
        }

        /** Sets an attribute by the API's name for it. */
        public Deal set(String attribute, @Nullable Object value) {
            return with(attribute, value);
        }

        /** Adds tasks that are about this deal. */
        public Deal tasks(Task... tasks) {
            return holding("resource_id", Map.of("resource_type", "deal"), tasks);
        }

        @Override
        Deal of(Content content) {
            return new Deal(content);
        }
    }

    /** A task to be. */
    public static final class Task extends Seed<Task> {

        private Task(Content content) {
            super(content);
        }

        /** Takes an ISO 8601 date, with or without a time. */
        public Task dueDate(String date) {
            return with("due_date", date);
        }

        /** Takes an ISO 8601 date, with or without a time. */
        public Task remindAt(String date) {
            return with("remind_at", date);
        }

        /** Makes it completed, at the time when it is seeded. */
        public Task completed() {
            return with("completed", true);
        }

        public Task owner(User owner) {
            return with("owner_id", owner);
        }

        @Override
        Task of(Content content) {
            return new Task(content);
        }
    }

    /** A seed without options of its own. */
    private static final class Plain extends Seed<Plain> {

        private Plain(Content content) {
            super(content);
        }

        @Override
        Plain of(Content content) {
            return new Plain(content);
        }
    }
}
