package io.github.basicopsemulator;

import io.github.basicopsemulator.Seed.Content;
import java.util.List;

/**
 * Seeds for Basecamp: people, projects, to-do lists, to-dos, documents, messages, uploads, comments and files. Made to be
 * imported statically.
 */
public final class BasecampSeed {

    private BasecampSeed() {}

    /** A person of the account, with access to the projects that say so. */
    public static Person person(String name) {
        return new Person(new Content("basecamp person")).with("name", name);
    }

    /** A project. Jason Fried always has access to it. */
    public static Project project(String name) {
        return new Project(new Content("basecamp project")).with("name", name);
    }

    /** A to-do list, at the bottom of its project unless told otherwise. */
    public static TodoList todolist(String name) {
        return new TodoList(new Content("basecamp todolist")).with("name", name);
    }

    /** A to-do, at the bottom of its list. */
    public static Todo todo(String content) {
        return new Todo(new Content("basecamp todo")).with("content", content);
    }

    /** A document of a project, empty unless told otherwise. */
    public static Document document(String title) {
        return new Document(new Content("basecamp document")).with("title", title);
    }

    /** A message in a project. */
    public static Message message(String subject) {
        return new Message(new Content("basecamp message")).with("subject", subject);
    }

    /** A file in a project, with its comments. */
    public static Upload upload(File file) {
        return new Upload(new Content("basecamp upload")).holding("upload", file);
    }

    /** A comment on the record that it is nested in. */
    public static Comment comment(String content) {
        return new Comment(new Content("basecamp comment")).with("content", content);
    }

    /** A file with its content, to be attached. */
    public static File file(String name, String contentType, byte[] content) {
        return new File(new Content("basecamp attachment"))
                .with("name", name)
                .with("content_type", contentType)
                .with("content", content.clone());
    }

    /** A file that is elsewhere, to be attached: a document of Google Docs. */
    public static File linkedFile(String name, String url) {
        return new File(new Content("basecamp attachment"))
                .with("name", name)
                .with("content_type", "application/vnd.google-apps.document")
                .with("linked_source", "google")
                .with("linked_type", "document")
                .with("link_url", url);
    }

    /** A person to be. */
    public static final class Person extends Seed<Person> {

        private Person(Content content) {
            super(content);
        }

        public Person email(String address) {
            return with("email_address", address);
        }

        /** Makes an admin of the account, who may rename and delete also where a project is restricted. */
        public Person admin() {
            return with("admin", true);
        }

        /** Declares an access token of this person. Once one is declared, all others are refused in the workspace. */
        public Person token(String token) {
            return holding("person", new Part(new Content("basecamp token")).with("token", token));
        }

        @Override
        Person of(Content content) {
            return new Person(content);
        }
    }

    /** A part of another seed, without options of its own. */
    private static final class Part extends Seed<Part> {

        private Part(Content content) {
            super(content);
        }

        @Override
        Part of(Content content) {
            return new Part(content);
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

        /** Makes it a project with clients, where things can be private. */
        public Project forClients() {
            return with("is_client_project", true);
        }

        public Project archived() {
            return with("archived", true);
        }

        /** Lets only admins, and who made a thing, rename and delete it; others get 403. */
        public Project restricted() {
            return with("restricted", true);
        }

        public Project creator(Person person) {
            return with("creator", person);
        }

        /** Gives access to people, who must be seeded before it or have an id. */
        public Project people(Person... people) {
            return with(false, people);
        }

        /** Gives access to people as clients, who do not see private records. */
        public Project clients(Person... people) {
            return with(true, people);
        }

        private Project with(boolean client, Person... people) {
            Project project = this;
            for (Person person : people) {
                project = project.holding(
                        "project",
                        new Part(new Content("basecamp access"))
                                .with("person", person)
                                .with("client", client));
            }
            return project;
        }

        public Project todolists(TodoList... lists) {
            return holding("project", lists);
        }

        public Project documents(Document... documents) {
            return holding("project", documents);
        }

        public Project messages(Message... messages) {
            return holding("project", messages);
        }

        public Project uploads(Upload... uploads) {
            return holding("project", uploads);
        }

        @Override
        Project of(Content content) {
            return new Project(content);
        }
    }

    /** A to-do list to be. */
    public static final class TodoList extends Seed<TodoList> {

        private TodoList(Content content) {
            super(content);
        }

        public TodoList description(String description) {
            return with("description", description);
        }

        /** Hides it, and all that is in it, from clients. */
        public TodoList hidden() {
            return with("private", true);
        }

        public TodoList creator(Person person) {
            return with("creator", person);
        }

        public TodoList project(long project) {
            return with("project", project);
        }

        public TodoList todos(Todo... todos) {
            return holding("todolist_id", todos);
        }

        public TodoList comments(Comment... comments) {
            return holding("todolist", comments);
        }

        @Override
        TodoList of(Content content) {
            return new TodoList(content);
        }
    }

    /** A to-do to be. */
    public static final class Todo extends Seed<Todo> {

        private Todo(Content content) {
            super(content);
        }

        /** Takes an ISO 8601 date. */
        public Todo due(String date) {
            return with("due_at", date);
        }

        /** Assigns the to-do to a person with access to the project. */
        public Todo assignee(Person person) {
            return with("assignee", person);
        }

        public Todo completed() {
            return with("completed", true);
        }

        public Todo creator(Person person) {
            return with("creator", person);
        }

        public Todo todolist(long list) {
            return with("todolist_id", list);
        }

        public Todo comments(Comment... comments) {
            return holding("todo", comments);
        }

        public Todo files(File... files) {
            return holding("todo", files);
        }

        @Override
        Todo of(Content content) {
            return new Todo(content);
        }
    }

    /** A document to be. */
    public static final class Document extends Seed<Document> {

        private Document(Content content) {
            super(content);
        }

        /** Takes HTML. */
        public Document content(String html) {
            return with("content", html);
        }

        /** Hides it from clients. */
        public Document hidden() {
            return with("private", true);
        }

        public Document creator(Person person) {
            return with("creator", person);
        }

        public Document project(long project) {
            return with("project", project);
        }

        public Document comments(Comment... comments) {
            return holding("document", comments);
        }

        @Override
        Document of(Content content) {
            return new Document(content);
        }
    }

    /** A message to be. */
    public static final class Message extends Seed<Message> {

        private Message(Content content) {
            super(content);
        }

        /** Takes HTML. */
        public Message content(String html) {
            return with("content", html);
        }

        /** Hides it from clients. */
        public Message hidden() {
            return with("private", true);
        }

        public Message creator(Person person) {
            return with("creator", person);
        }

        public Message project(long project) {
            return with("project", project);
        }

        public Message comments(Comment... comments) {
            return holding("message", comments);
        }

        public Message files(File... files) {
            return holding("message", files);
        }

        @Override
        Message of(Content content) {
            return new Message(content);
        }
    }

    /** An upload to be. */
    public static final class Upload extends Seed<Upload> {

        private Upload(Content content) {
            super(content);
        }

        public Upload content(String html) {
            return with("content", html);
        }

        /** Hides it from clients. */
        public Upload hidden() {
            return with("private", true);
        }

        public Upload creator(Person person) {
            return with("creator", person);
        }

        public Upload project(long project) {
            return with("project", project);
        }

        public Upload comments(Comment... comments) {
            return holding("upload", comments);
        }

        @Override
        Upload of(Content content) {
            return new Upload(content);
        }
    }

    /** A comment to be. */
    public static final class Comment extends Seed<Comment> {

        private Comment(Content content) {
            super(content);
        }

        public Comment creator(Person person) {
            return with("creator", person);
        }

        public Comment files(File... files) {
            return holding("comment", files);
        }

        @Override
        Comment of(Content content) {
            return new Comment(content);
        }
    }

    /** A file to be attached. */
    public static final class File extends Seed<File> {

        private File(Content content) {
            super(content);
        }

        public File tags(String... tags) {
            return with("tags", List.of(tags));
        }

        public File creator(Person person) {
            return with("creator", person);
        }

        @Override
        File of(Content content) {
            return new File(content);
        }
    }
}
