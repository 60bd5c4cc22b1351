package io.cellport.cli;

/** Writes a listening address as a URL. */
final class HttpAddress {

    private HttpAddress() {}

    static String url(String host, int port) {
        return "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }
}
