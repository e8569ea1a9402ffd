package io.github.basicopsemulator;

import io.github.basicopsemulator.Seed.Content;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Seeds for BasicOps: people, projects, sections, tasks, notes, webhooks and OAuth clients. Made to be imported statically. */
public final class BasicOpsSeed {

    private BasicOpsSeed() {}

    /** A person. A person without an e-mail address is deactivated. */
    public static Person person(String firstName, String lastName) {
        return new Person(new Content("user")).with("firstName", firstName).with("lastName", lastName);
    }

    /** A project, owned by user 38 and On Track unless told otherwise. */
    public static Project project(String title) {
        return new Project(new Content("project")).with("title", title);
    }

    /** A project that others are made after. */
    public static Project template(String title) {
        return project(title).with("isTemplate", true);
    }

    /** A section, open unless told otherwise. */
    public static Section section(String name) {
        return new Section(new Content("section")).with("name", name);
    }

    /** A task, New unless told otherwise. */
    public static Task task(String title) {
        return new Task(new Content("task")).with("title", title);
    }

    /** A note, without a project unless it is nested in one. */
    public static Note note(String name) {
        return new Note(new Content("note")).with("name", name);
    }

    /** A webhook for these events, such as {@code basicops:task:created}. */
    public static Webhook webhook(URI url, String... events) {
        return new Webhook(new Content("webhook"))
                .with("name", "seeded")
                .with("url", url.toString())
                .with("events", String.join(",", events));
    }

    /** An OAuth client. Once one is registered in a workspace, all others are refused there. */
    public static Client client(String clientId) {
        return new Client(new Content("client")).with("clientId", clientId);
    }

    /** A webhook to be. */
    public static final class Webhook extends Seed<Webhook> {

        private Webhook(Content content) {
            super(content);
        }

        public Webhook name(String name) {
            return with("name", name);
        }

        /** Limits the webhook to events of this project. */
        public Webhook project(long id) {
            return with("project", id);
        }

        /** Limits the webhook to events of this section. */
        public Webhook section(long id) {
            return with("section", id);
        }

        /** Is told no more of each record than its id. */
        public Webhook excludeDetails() {
            return with("excludeDetails", true);
        }

        /** Is signed with this secret. */
        public Webhook secret(String secret) {
            return with("signing", "provided").with("secret", secret);
        }

        /** Sets the payload format of this webhook; it overrides that of the workspace. */
        public Webhook payload(Webhooks.Payload payload) {
            return with("payload", payload.name().toLowerCase(Locale.ROOT));
        }

        @Override
        Webhook of(Content content) {
            return new Webhook(content);
        }
    }

    /** A person to be. */
    public static final class Person extends Seed<Person> {

        private Person(Content content) {
            super(content);
        }

        public Person email(String email) {
            return with("email", email);
        }

        /** Gives a role; later calls add others. */
        public Person role(long id, String name) {
            List<?> before = (List<?>) content().values().getOrDefault("roles", List.of());
            ArrayList<Object> roles = new ArrayList<>(before == null ? List.of() : before);
            Map<String, Object> role = new LinkedHashMap<>();
            role.put("name", name);
            role.put("id", id);
            roles.add(role);
            return with("roles", List.copyOf(roles));
        }

        /** Gives a picture. */
        public Person picture(byte[] png) {
            return with("image", png.clone());
        }

        /** Declares an access token of this person. Once one is declared, all others are refused in the workspace. */
        public Person token(String token) {
            return holding("user", new Token(new Content("token")).with("token", token));
        }

        @Override
        Person of(Content content) {
            return new Person(content);
        }
    }

    private static final class Token extends Seed<Token> {

        private Token(Content content) {
            super(content);
        }

        @Override
        Token of(Content content) {
            return new Token(content);
        }
    }

    /** A project to be. */
    public static final class Project extends Seed<Project> {

        private Project(Content content) {
            super(content);
        }

        public Project description(String description) {
            return with("description", description);
        }

        public Project owner(long user) {
            return with("owner", user);
        }

        public Project owner(Person person) {
            return with("owner", person);
        }

        public Project team(Person... people) {
            return with("team", List.of(people));
        }

        /** Takes an ISO 8601 date, with or without a time. */
        public Project startDate(String date) {
            return with("startDate", date);
        }

        /** Takes an ISO 8601 date, with or without a time. */
        public Project dueDate(String date) {
            return with("dueDate", date);
        }

        /** Takes one of On Track, At Risk, In DeliveryFault, On Hold, Complete. */
        public Project status(String status) {
            return with("status", status);
        }

        public Project folder(long folder) {
            return with("folder", folder);
        }

        public Project archived() {
            return with("archived", true);
        }

        public Project sections(Section... sections) {
            return holding("project", sections);
        }

        /** Adds tasks that are in no section. */
        public Project tasks(Task... tasks) {
            return holding("project", tasks);
        }

        public Project notes(Note... notes) {
            return holding("project", notes);
        }

        @Override
        Project of(Content content) {
            return new Project(content);
        }
    }

    /** A section to be. */
    public static final class Section extends Seed<Section> {

        private Section(Content content) {
            super(content);
        }

        public Section project(long project) {
            return with("project", project);
        }

        /** Takes an ISO 8601 date, with or without a time. */
        public Section endDate(String date) {
            return with("endDate", date);
        }

        /** Takes Open or Complete. */
        public Section state(String state) {
            return with("state", state);
        }

        public Section tasks(Task... tasks) {
            return holding("section", tasks);
        }

        @Override
        Section of(Content content) {
            return new Section(content);
        }
    }

    /** A task to be. */
    public static final class Task extends Seed<Task> {

        private Task(Content content) {
            super(content);
        }

        public Task description(String description) {
            return with("description", description);
        }

        public Task project(long project) {
            return with("project", project);
        }

        public Task section(long section) {
            return with("section", section);
        }

        public Task assignee(long user) {
            return with("assignee", user);
        }

        public Task assignee(Person person) {
            return with("assignee", person);
        }

        /** Takes an ISO 8601 date, with or without a time. */
        public Task dueDate(String date) {
            return with("dueDate", date);
        }

        /** Takes one of New, Accepted, In Progress, Under Review, Reviewed, On Hold, Blocked, Complete. */
        public Task status(String status) {
            return with("status", status);
        }

        public Task archived() {
            return with("archived", true);
        }

        /** Adds tasks under this one. */
        public Task subtasks(Task... tasks) {
            return holding("parent", tasks);
        }

        @Override
        Task of(Content content) {
            return new Task(content);
        }
    }

    /** A note to be. */
    public static final class Note extends Seed<Note> {

        private Note(Content content) {
            super(content);
        }

        /** Takes HTML. */
        public Note content(String html) {
            return with("content", html);
        }

        public Note project(long project) {
            return with("project", project);
        }

        @Override
        Note of(Content content) {
            return new Note(content);
        }
    }

    /** An OAuth client to be; public, and bound to use PKCE, unless it has a secret. */
    public static final class Client extends Seed<Client> {

        private Client(Content content) {
            super(content);
        }

        public Client secret(String secret) {
            return with("secret", secret);
        }

        /** Takes the only URL that codes are sent to; without it any will do. */
        public Client redirectUri(String uri) {
            return with("redirectUri", uri);
        }

        @Override
        Client of(Content content) {
            return new Client(content);
        }
    }
}
