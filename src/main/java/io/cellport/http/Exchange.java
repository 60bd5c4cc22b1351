package io.cellport.http;

import io.cellport.auth.token.Credential;
import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.address.RequestAddress;
import io.cellport.http.connection.Connections;
import io.cellport.http.message.SingleHeader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and what the steps of the pipeline have found out about it. A step that needs a finding comes after the
 * step that makes it. Belongs to one event loop.
 */
public final class Exchange {

    private static final Resource NOTHING = new Resource.UnitNothing();
    /** The media type of most answers. */
    public static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final long begun = System.nanoTime();
    private final Connections.Client connection;
    private final Follower follower;
    private final Ending ending;
    private String key;
    private HttpMethod method;
    private Map<String, String> overrides = Map.of();
    private RequestAddress address;
    private String client;
    private Resource resource = NOTHING;
    private @Nullable Object attached;
    private FoundCell found = FoundCell.NONE;
    private Optional<CellGeneration> content = Optional.empty();
    private String realm = "";
    private Credential credential = Credential.ANONYMOUS;
    private boolean answered;
    private long bytesBesideResponse;

    /** Hears of failures, which have to be rendered, and of ends: whether the answer was sent to the last byte. */
    public interface Follower {

        void failed(Exchange exchange, Throwable failure);

        void ended(Exchange exchange, boolean sent);
    }

    /** Begins an exchange with the client of a connection. */
    public Exchange(HttpServerRequest request, Connections.Client connection, String key, Follower follower) {
        this.request = request;
        this.response = request.response();
        this.connection = connection;
        this.follower = follower;
        this.key = key;
        this.client = connection.address();
        this.method = request.method();
        this.address = RequestAddress.ofPath(request.path());
        this.ending = new Ending(response, sent -> follower.ended(this, sent));
    }

    public HttpServerRequest request() {
        return request;
    }

    public HttpServerResponse response() {
        return response;
    }

    /** Where the request came from. */
    public Connections.Client connection() {
        return connection;
    }

    /** When the exchange began, by {@link System#nanoTime}. */
    public long begun() {
        return begun;
    }

    /** Time since the exchange began, in nanoseconds. */
    public long age() {
        return System.nanoTime() - begun;
    }

    /** Runs something when the answer has been sent or the client has gone away; at once if it has gone already. */
    public void onEnd(Runnable action) {
        ending.run(action);
    }

    /** The request key, for log lines and messages. */
    public String key() {
        return key;
    }

    public void key(String overriding) {
        key = overriding;
    }

    /** The method after overriding. */
    public HttpMethod method() {
        return method;
    }

    public void method(HttpMethod overriding) {
        method = overriding;
    }

    /** Replaces header values; the names ignore case. Framing always goes by the real headers. */
    public void overrides(Map<String, String> replacing) {
        overrides = replacing;
    }

    /**
     * The value of a header that has only one, after overriding; null if there is none.
     *
     * @throws ApiException {@code PR400-OD-0041} if it has several lines: a proxy may go by another one
     */
    public @Nullable String header(CharSequence name) {
        return SingleHeader.in(lines(name), name);
    }

    /** The value of a header that is a list, its lines joined; null if there is none. See RFC 9110, section 5.3. */
    public @Nullable String list(CharSequence name) {
        List<String> lines = lines(name);
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    /** All lines of a header after overriding. */
    public List<String> lines(CharSequence name) {
        String overriding = overrides.isEmpty() ? null : overrides.get(name.toString());
        return overriding != null ? List.of(overriding) : request.headers().getAll(name);
    }

    /**
     * Forgets the headers of the request and the host in its address, if nothing of it is still to come, before an
     * answer is held back for long: they take more memory than all else that is known of it, and hold credentials.
     */
    public void forgetHeaders() {
        if (request.isEnded()) {
            request.headers().clear();
            address = RequestAddress.ofPath(address.path());
        }
    }

    /** The address that the client used, as the connection or a trusted proxy tells it; null until it is known. */
    public RequestAddress address() {
        return address;
    }

    public void address(RequestAddress found) {
        address = found;
    }

    /** The address of the client, as a trusted proxy tells it; until that is known, the address of the connection. */
    public String client() {
        return client;
    }

    public void client(String found) {
        client = found;
    }

    public Resource resource() {
        return resource;
    }

    public void resource(Resource found) {
        resource = found;
    }

    /** What the pipeline has attached, if it has: see {@link Route#of}. */
    @Nullable
    Object attached() {
        return attached;
    }

    void attach(Object found) {
        attached = found;
    }

    /** The cell that the request is about, as far as it was found. */
    public FoundCell found() {
        return found;
    }

    public void found(FoundCell cell) {
        found = cell;
    }

    /** The cell; for endpoints of resources in a cell, which are called only if it exists. */
    public Cell requiredCell() {
        return found.cell().orElseThrow(() -> ApiException.of(ErrorCode.PR404_DV_0003));
    }

    /**
     * The cell's content, for {@link Resource.InContent} and if something was ever imported. All that the answer says
     * comes from it. It is open until the exchange ends; what blocks runs in {@link Contents}.
     */
    public Optional<CellGeneration> content() {
        return content;
    }

    void content(Optional<CellGeneration> opened) {
        content = opened;
    }

    /** The cell whose accounts and access control list decide on this request; empty at unit level. */
    public Optional<Cell> guardingCell() {
        return resource instanceof Resource.InCell ? found.cell() : Optional.empty();
    }

    /** The URL of the cell, or of the unit, that a credential must be for; null until it is known. */
    public String realm() {
        return realm;
    }

    public void realm(String url) {
        realm = url;
    }

    public Credential credential() {
        return credential;
    }

    public void credential(Credential judged) {
        credential = judged;
    }

    /** The subject of the caller's token; empty for anybody else. */
    public String subject() {
        return credential instanceof Credential.Valid valid ? valid.token().subject() : "";
    }

    /** Whether somebody has begun to answer. */
    public boolean isAnswered() {
        return answered;
    }

    /** Has the answer rendered that a failure stands for. */
    public void fail(Throwable failure) {
        follower.failed(this, failure);
    }

    /** Begins an answer whose body the caller sends. Errors have another way: the endpoint fails with them. */
    public HttpServerResponse answer(int status) {
        answered = true;
        return response.getStatusCode() == status ? response : response.setStatusCode(status);
    }

    /** Counts bytes of the body that the response does not know of. */
    public void sentBesideResponse(long bytes) {
        bytesBesideResponse += bytes;
    }

    /** Bytes of the body that were sent so far. */
    public long bodyBytes() {
        return response.bytesWritten() + bytesBesideResponse;
    }

    /** Answers with JSON; HEAD gets the same headers and no body. */
    public Future<Void> json(int status, Buffer body) {
        return body(status, JSON, body);
    }

    /** Answers with a body of that type; HEAD gets the same headers and no body. */
    public Future<Void> body(int status, CharSequence type, Buffer body) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        return body(status, body);
    }

    /** Answers with a body of which the headers tell already what it is; HEAD gets the same headers and no body. */
    public Future<Void> body(int status, Buffer body) {
        answer(status);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            return response.end();
        }
        return response.end(body);
    }

    /** Answers without a body. */
    public Future<Void> empty(int status) {
        answer(status);
        if (status != 204 && status != 304) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, "0");
        }
        return response.end();
    }
}
