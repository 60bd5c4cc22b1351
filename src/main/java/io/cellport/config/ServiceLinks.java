package io.cellport.config;

import java.util.regex.Pattern;

/**
 * Recognises the variables that Kubernetes and Docker set in containers for each service. They are named after the
 * service: the variables of a service called cellport, or cellport-something, look like keys of the configuration. See
 * "Environment variables" under "Service" in the Kubernetes documentation. Stateless.
 */
final class ServiceLinks {

    private static final Pattern NAME = Pattern.compile("CELLPORT_(?:\\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\\w+)?"
            + "|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

    private static final Pattern ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    private ServiceLinks() {}

    /** Whether a variable describes a service. No key of the configuration has such a name and such a value. */
    static boolean isLink(String variable, String value) {
        return NAME.matcher(variable).matches()
                || (variable.endsWith("_PORT") && ADDRESS.matcher(value).matches());
    }
}
