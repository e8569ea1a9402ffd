package launches;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Leads the application to an emulator, and gives its workspace to tests. */
public class BasicOpsResource implements QuarkusTestResourceLifecycleManager {

    private Emulator emulator;

    @Override
    public Map<String, String> start() {
        emulator = Emulator.start();
        Workspace basicops = emulator.workspace();
        return Map.of("basicops.base-url", basicops.url().toString(), "basicops.token", basicops.token());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(emulator.workspace(), new TestInjector.MatchesType(Workspace.class));
    }

    @Override
    public void stop() {
        emulator.close();
    }
}
