package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.store.Entity;

/** The plain actions on records of a project: visibility is checked first. */
final class ProjectActions {

    private ProjectActions() {}

    /** Creates a record directly in the project. */
    static Response add(Resource resource, Call call) {
        Entity project = AccessControl.project(call);
        return add(resource, resource.read(call.body(), true, "$", call).with("project", project.id()), call);
    }

    static Response add(Resource resource, Changes changes, Call call) {
        return call.dialect().created(resource, resource.make(changes, null, call), call);
    }

    static Response show(Resource resource, Call call) {
        return BasecampDialect.show(resource.fields(), AccessControl.thing(resource.kind(), call), call);
    }

    static Response alter(Resource resource, Call call) {
        Entity thing = AccessControl.thing(resource.kind(), call);
        Changes changes = resource.read(call.body(), false, "$", call);
        return call.dialect().updated(resource, resource.change(thing, changes, call), call);
    }

    static Response discard(Resource resource, Call call) {
        Entity thing = AccessControl.thing(resource.kind(), call);
        AccessControl.refuseOthers(thing, call);
        return call.dialect().removed(resource, AccessControl.trash(thing, call), call);
    }
}
