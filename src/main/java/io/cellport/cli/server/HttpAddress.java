package io.cellport.cli.server;

/** Formats a listening address as a URL. Stateless. */
final class HttpAddress {

    private HttpAddress() {}

    static String url(String host, int port) {
        return "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }
}
