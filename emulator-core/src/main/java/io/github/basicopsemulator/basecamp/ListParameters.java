package io.github.basicopsemulator.basecamp;

import java.util.List;

/** A resource whose lists take parameters. */
interface ListParameters {

    /** The names of the parameters in the query. */
    List<String> parameters();
}
