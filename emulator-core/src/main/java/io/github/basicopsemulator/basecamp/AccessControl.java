package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Visibility and permissions. A hidden record is answered with 404. */
final class AccessControl {

    private AccessControl() {}

    /** The project in the path. */
    static Entity project(Call call) {
        Entity project = call.entity(Kinds.PROJECT, "project");
        if (project.is("trashed") || access(project.id(), call) == null) {
            throw Problem.notFound("Project " + project.id()
                    + (project.is("trashed")
                            ? " is in the trash."
                            : " is one that person " + call.caller().user() + " has no access to."));
        }
        return project;
    }

    /** The thing under {@code {id}} in the project in the path. */
    static Entity thing(Kind kind, Call call) {
        return thing(kind, "id", call);
    }

    static Entity thing(Kind kind, String parameter, Call call) {
        Entity project = project(call);
        Entity thing = call.entity(kind, parameter);
        if (!Objects.equals(thing.number("project"), project.id())) {
            throw Problem.notFound("The " + thing + " is in another project than " + project.id() + ".");
        }
        if (Hierarchy.isTrashed(thing, call.entities())) {
            throw Problem.notFound("The " + thing + " is in the trash.");
        }
        if (hidden(thing, call.view())) {
            call.assume(Quirks.HIDDEN);
            throw Problem.notFound("The " + thing + " is private, and person "
                    + call.caller().user() + " is a client in this project.");
        }
        return thing;
    }

    /** The things of a kind in a project that the caller may see, those in the trash left out. */
    static List<Entity> things(Kind kind, Entity project, Call call) {
        return things(kind, project, call.view());
    }

    static List<Entity> things(Kind kind, Entity project, RenderContext view) {
        List<Entity> things = new ArrayList<>();
        for (Entity thing : view.entities().referring(kind, "project", project.id())) {
            if (isThere(thing, view)) {
                things.add(thing);
            }
        }
        return things;
    }

    /** The same in all projects. */
    static List<Entity> things(Kind kind, Call call) {
        return projects(call).stream()
                .flatMap(project -> things(kind, project, call).stream())
                .toList();
    }

    /** The projects that the caller has access to, those in the trash left out. */
    static List<Entity> projects(Call call) {
        List<Entity> projects = new ArrayList<>();
        for (Entity project : call.entities().select(Kinds.PROJECT, List.of(Criterion.equal("trashed", false)))) {
            if (access(project.id(), call) != null) {
                projects.add(project);
            }
        }
        return projects;
    }

    /** Finds the access of a person to a project. */
    static @Nullable Entity access(long project, long person, Entities entities) {
        for (Entity access : entities.select(
                Kinds.ACCESS, List.of(Criterion.equal("project", project), Criterion.equal("person", person)))) {
            return access;
        }
        return null;
    }

    private static @Nullable Entity access(long project, Call call) {
        return access(project, call.caller().user(), call.entities());
    }

    /** Returns true if the viewer is a client in the project of a private record. */
    static boolean hidden(Entity thing, RenderContext view) {
        if (!Hierarchy.isPrivate(thing, view.entities())) {
            return false;
        }
        Entity access = access(Objects.requireNonNull(thing.number("project")), view.reader(), view.entities());
        return access != null && access.is("client");
    }

    /** Returns true if a record is neither in the trash nor hidden from the viewer. */
    static boolean isThere(Entity thing, RenderContext view) {
        return !Hierarchy.isTrashed(thing, view.entities()) && !hidden(thing, view);
    }

    /**
     * Checks the permission to rename and delete. All people of the project have it, unless a seed has restricted the
     * project to its admins and the creator of the record.
     *
     * @throws Problem without permission
     */
    static void refuseOthers(Entity thing, Call call) {
        Entity project = Hierarchy.project(thing, call.entities());
        long caller = call.caller().user();
        boolean may = !project.is("restricted")
                || Objects.equals(thing.number("creator"), caller)
                || Objects.requireNonNull(call.entities().find(Kinds.PERSON, caller))
                        .is("admin");
        if (!may) {
            throw Problem.forbidden(
                    "In project " + project.id() + " only admins and the creator may change or delete the " + thing
                            + "; person " + caller + " is neither.");
        }
    }

    /**
     * Refuses private things outside of client projects.
     *
     * @throws Problem there
     */
    static void refusePrivate(@Nullable Object isPrivate, @Nullable Object project, Call call) {
        Entity in = project instanceof Long id ? call.entities().find(Kinds.PROJECT, id) : null;
        if (Boolean.TRUE.equals(isPrivate) && in != null && !in.is("is_client_project")) {
            throw Problem.invalid(
                    "$.private", "can be true only in a client project, but project " + in.id() + " is none");
        }
    }

    /** Moves a record to the trash, where at most its list shows it. */
    static Entity trash(Entity thing, Call call) {
        Entity trashed = call.transaction().change(thing, Json.object("trashed", true, "updated_at", call.now()));
        call.emit(Event.Action.REMOVED, thing, trashed);
        return trashed;
    }

    /** Updates the timestamp of a record whose children have changed. */
    static void touch(Entity thing, Call call) {
        Entity current = call.entities().find(thing.kind(), thing.id());
        if (current != null) {
            call.transaction().change(current, Json.object("updated_at", call.now()));
        }
    }
}
