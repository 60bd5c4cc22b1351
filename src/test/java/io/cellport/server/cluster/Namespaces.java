package io.cellport.server.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace of Linux for each node, on one bridge with this process. Packets of a node can be dropped, which
 * closes no connection. It takes root, and the commands {@code ip} and {@code nft}.
 */
final class Namespaces implements AutoCloseable {

    private static final String NETWORK = "10.77.0.";

    private static final String BRIDGE = "cellport-test";

    private static final String HERE = NETWORK + "1";

    private final List<String> names;

    /** Makes a namespace of each name, after it has deleted what a killed test may have left. */
    Namespaces(List<String> names) {
        this.names = names;
        close();
        try {
            run("ip", "link", "add", BRIDGE, "type", "bridge");
            run("ip", "addr", "add", HERE + "/24", "dev", BRIDGE);
            run("ip", "link", "set", BRIDGE, "up");
            names.forEach(this::add);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Whether this machine and its user allow it. */
    static boolean arePossible() {
        boolean isPossible = code("ip", "netns", "add", "cellport-try") == 0
                && code("ip", "netns", "exec", "cellport-try", "nft", "list", "ruleset") == 0;
        code("ip", "netns", "del", "cellport-try");
        return isPossible;
    }

    private void add(String name) {
        String inside = "cellport-" + name;
        run("ip", "netns", "add", inside);
        run("ip", "link", "add", "cp-" + name, "type", "veth", "peer", "name", "eth0", "netns", inside);
        run("ip", "link", "set", "cp-" + name, "master", BRIDGE, "up");
        in(name, "ip", "link", "set", "lo", "up");
        in(name, "ip", "addr", "add", address(name) + "/24", "dev", "eth0");
        in(name, "ip", "link", "set", "eth0", "up");
    }

    /** Where the nodes reach this process. */
    InetAddress here() throws IOException {
        return InetAddress.getByName(HERE);
    }

    String address(String name) {
        return NETWORK + (11 + names.indexOf(name));
    }

    /** What stands before a command to run it in a namespace. */
    List<String> prefix(String name) {
        return List.of("ip", "netns", "exec", "cellport-" + name);
    }

    /** Drops what a node sends to a port of this process, and what it gets from there. */
    void cutOffFromPort(String name, int port) {
        cut(name, "ip daddr " + HERE + " tcp dport " + port, "ip saddr " + HERE + " tcp sport " + port);
    }

    /** Drops what a node sends to other nodes, and what it gets from them. */
    void cutOffFromNodes(String name) {
        cut(name, "oifname eth0 ip daddr != " + HERE, "iifname eth0 ip saddr != " + HERE);
    }

    private void cut(String name, String out, String in) {
        in(name, "nft", "add table inet cut");
        in(name, "nft", "add chain inet cut out { type filter hook output priority 0; }");
        in(name, "nft", "add chain inet cut in { type filter hook input priority 0; }");
        in(name, "nft", "add rule inet cut out " + out + " drop");
        in(name, "nft", "add rule inet cut in " + in + " drop");
    }

    /** Drops nothing any more. */
    void heal(String name) {
        in(name, "nft", "flush ruleset");
    }

    private void in(String name, String... command) {
        List<String> whole = new ArrayList<>(prefix(name));
        whole.addAll(List.of(command));
        run(whole.toArray(String[]::new));
    }

    private static void run(String... command) {
        int code = code(command);
        if (code != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + code);
        }
    }

    private static int code(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The processes in there must have ended. */
    @Override
    public void close() {
        // A namespace goes some time after its name, and its link with it.
        names.forEach(name -> code("ip", "link", "del", "cp-" + name));
        names.forEach(name -> code("ip", "netns", "del", "cellport-" + name));
        code("ip", "link", "del", BRIDGE);
    }
}
