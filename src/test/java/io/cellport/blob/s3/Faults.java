package io.cellport.blob.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.blob.s3.FaultyProxy.Fault;
import java.util.Arrays;

/** What may happen to a request on its way to S3 and back. */
@SuppressWarnings("ImmutableEnumChecker")
enum Faults {
    /** The connection breaks while the request is sent. */
    REQUEST_BREAKS(exchange -> {
        exchange.beginBody();
        exchange.reset();
    }),
    /** S3 does what it was asked for, but its answer is lost. */
    ANSWER_IS_LOST(exchange -> {
        exchange.ask(exchange.head, exchange.body());
        exchange.reset();
    }),
    /** The connection breaks while the answer is received. */
    ANSWER_BREAKS(exchange -> {
        byte[] answer = exchange.ask(exchange.head, exchange.body());
        exchange.client.getOutputStream().write(answer, 0, answer.length - Math.min(10, answer.length / 2));
        exchange.reset();
    }),
    INTERNAL_ERROR(exchange -> {
        exchange.body();
        exchange.answer(error("500 Internal Server Error", "InternalError"));
    }),
    SLOW_DOWN(exchange -> {
        exchange.body();
        exchange.answer(error("503 Slow Down", "SlowDown"));
    }),
    /** Something between that is not S3 at all. */
    GATEWAY_ERROR(exchange -> {
        exchange.body();
        exchange.answer("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsorry\n"
                .getBytes(ISO_8859_1));
    }),
    /** The request is received and nothing ever comes back. */
    SILENCE(exchange -> {
        exchange.body();
        exchange.awaitEnd();
    }),
    /** A byte of the request changes on its way. */
    REQUEST_CHANGES(exchange -> {
        byte[] body = exchange.body();
        if (body.length > 0) {
            body[body.length / 2] ^= 1;
        }
        exchange.answer(exchange.ask(exchange.head, body));
    }),
    /** The answer is complete by its own account, but has fewer bytes than the object. */
    ANSWER_IS_CUT(exchange -> {
        byte[] answer = exchange.ask(exchange.head, exchange.body());
        String text = new String(answer, ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        if (answer.length == body) {
            exchange.answer(answer);
            return;
        }
        int left = answer.length - body - 1;
        String head = text.substring(0, body).replaceAll("(?i)\r\n(content-length|transfer-encoding): [^\r]*", "");
        exchange.client
                .getOutputStream()
                .write(head.replaceFirst("\r\n", "\r\nContent-Length: " + left + "\r\n")
                        .getBytes(ISO_8859_1));
        exchange.answer(Arrays.copyOfRange(answer, body, body + left));
    });

    private final Fault fault;

    Faults(Fault fault) {
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    static byte[] error(String status, String code) {
        String body = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>of " + code
                + "</Message><RequestId>0</RequestId></Error>";
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(UTF_8);
    }
}
