package io.cellport.http.snapshots;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digests that a client has sent of its body: {@code sha-256} in {@code Content-Digest} and {@code Repr-Digest},
 * see RFC 9530. Both mean the same here, because a body is always the whole file as it is. Other algorithms and the
 * obsolete {@code Digest} and {@code Content-MD5} are ignored. Immutable.
 *
 * @param members names of headers and the digests in them, as they were sent
 */
record ExpectedDigest(List<Member> members) {

    private static final List<String> HEADERS = List.of("Content-Digest", "Repr-Digest");

    private static final Pattern MEMBER = Pattern.compile(
            "(?:^|,)[ \t]*+sha-256(?![a-z0-9_.*-])[ \t]*+(?:=[ \t]*+:([A-Za-z0-9+/=]{1,64}):)?",
            Pattern.CASE_INSENSITIVE);

    /** One digest; without a value if it cannot be read. */
    record Member(String header, String base64) {}

    static ExpectedDigest of(Exchange exchange) {
        List<Member> members = new ArrayList<>();
        for (String header : HEADERS) {
            String value = exchange.list(header);
            for (Matcher member = MEMBER.matcher(value == null ? "" : value); member.find(); ) {
                members.add(new Member(header, member.group(1)));
            }
        }
        return new ExpectedDigest(members);
    }

    /**
     * Compares the digests with that of the body.
     *
     * @param sha256 digest of the body, in lower-case hexadecimal
     * @throws io.cellport.error.ApiException {@code PR400-OD-0041} if one differs or cannot be read
     */
    void check(String sha256) {
        byte[] came = HexFormat.of().parseHex(sha256.toLowerCase(Locale.ROOT));
        String expected = Base64.getEncoder().encodeToString(came);
        for (Member member : members) {
            if (!expected.equals(member.base64())) {
                throw ApiException.of(ErrorCode.PR400_OD_0041, member.header(), "sha-256=:" + expected + ": has come");
            }
        }
    }
}
