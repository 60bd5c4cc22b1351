package io.cellport.bench;

import io.cellport.cli.server.RunningServer;
import io.cellport.config.ConfigLoader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A unit, or a node of a cluster, as the command line starts it. Arguments: names and values of its settings, as
 * variables of the environment would have them. Tells its port.
 */
public final class NodeServer {

    private NodeServer() {}

    /** @param options of its Java, separated by spaces */
    static ServerProcess start(String options, Map<String, String> settings) throws IOException {
        String[] arguments = settings.entrySet().stream()
                .flatMap(setting -> Stream.of(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
        return new ServerProcess(NodeServer.class, options, arguments);
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            settings.put(arguments[i], arguments[i + 1]);
        }
        try (RunningServer running = RunningServer.start(ConfigLoader.load(Optional.empty(), settings, Map.of()))) {
            ServerProcess.serve(running.server().port());
        }
        System.exit(0);
    }
}
