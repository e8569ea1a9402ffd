package launches;

/** Stands for the application. */
interface Launches {

    void plan(String title);
}
