package io.cellport.config;

import java.util.regex.Pattern;

/**
 * Variables that Kubernetes and Docker put into every container that may use a service, named after the service: one that
 * is called cellport, or cellport-something, looks like a key of ours. See "Environment variables" under "Service" in the
 * Kubernetes documentation. Stateless.
 */
final class ServiceLinks {

    private static final Pattern NAME = Pattern.compile("CELLPORT_(?:\\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\\w+)?"
            + "|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

    private static final Pattern ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    private ServiceLinks() {}

    /** Whether a variable tells of a service. No key of ours has such a name, or takes such a value. */
    static boolean isLink(String variable, String value) {
        return NAME.matcher(variable).matches()
                || (variable.endsWith("_PORT") && ADDRESS.matcher(value).matches());
    }
}
