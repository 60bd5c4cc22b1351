package io.cellport.auth.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.auth.access.CellAccess.AccountState;
import io.cellport.auth.token.AccessToken;
import io.cellport.auth.token.Credential;
import io.cellport.auth.token.TokenKind;
import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether a credential suffices. What an account may do is looked up in its cell every time. One per node; safe
 * for use by several threads; futures complete on the caller's context.
 */
public final class Authorizer {

    /** Only decides which refusal somebody without a credential gets, so it need not be looked up every time. */
    private static final Duration OPEN_CELL_FRESH = Duration.ofSeconds(2);

    private final CellAccess access;

    private final WorkerPool pool;

    private final Cache<String, Boolean> openCells = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(OPEN_CELL_FRESH)
            .build();

    /**
     * An authorizer for all cells of a unit.
     *
     * @param pool where cells are asked; every poll of an account passes it, so nothing else should
     */
    public Authorizer(CellAccess access, WorkerPool pool) {
        this.access = access;
        this.pool = pool;
    }

    /**
     * Why the credential does not suffice.
     *
     * @param cell the cell that the request is about; empty at unit level
     * @return a 401 or 403; empty if it does suffice
     */
    public Future<Optional<ApiError>> refusal(Privilege needed, Credential credential, Optional<Cell> cell) {
        return switch (needed) {
            case NONE -> Future.succeededFuture(Optional.empty());
            case ROOT -> refusalOfRoot(credential, cell);
            case UNIT_ROOT -> Future.succeededFuture(refusalOfUnitRoot(credential));
        };
    }

    private static Optional<ApiError> refusalOfUnitRoot(Credential credential) {
        if (!(credential instanceof Credential.Valid valid)) {
            return Optional.of(refusalOfStranger(credential));
        }
        if (valid.token().kind() != TokenKind.UNIT) {
            return Optional.of(ApiError.of(ErrorCode.PR403_AU_0001));
        }
        return valid.token().has(AccessToken.ROOT)
                ? Optional.empty()
                : Optional.of(ApiError.of(ErrorCode.PR403_AU_0002));
    }

    private static ApiError refusalOfStranger(Credential credential) {
        return credential instanceof Credential.Invalid invalid
                ? invalid.reason()
                : ApiError.of(ErrorCode.PR401_AU_0001);
    }

    private Future<Optional<ApiError>> refusalOfRoot(Credential credential, Optional<Cell> cell) {
        if (credential instanceof Credential.Valid valid) {
            AccessToken token = valid.token();
            return token.kind() == TokenKind.ACCOUNT
                    ? refusalOfAccount(token, cell)
                    : result(token.has(AccessToken.ROOT) ? null : ErrorCode.PR403_AU_0002);
        }
        ApiError reason = refusalOfStranger(credential);
        return cell.isEmpty()
                ? Future.succeededFuture(Optional.of(reason))
                : refusalOfNobody(cell.get().id(), reason);
    }

    private Future<Optional<ApiError>> refusalOfAccount(AccessToken token, Optional<Cell> cell) {
        if (cell.filter(found -> found.id().equals(token.cellId())).isEmpty()) {
            return result(ErrorCode.PR401_AU_0006);
        }
        return pool.run(() -> access.state(token.cellId(), token.subject(), token.credential()))
                .map(state -> judge(state, token));
    }

    private static Optional<ApiError> judge(AccountState state, AccessToken token) {
        return switch (state) {
            case ABSENT -> Optional.of(ApiError.of(ErrorCode.PR401_AU_0001));
            case CHANGED -> Optional.of(ApiError.of(ErrorCode.PR401_AU_0002));
            case PRESENT -> Optional.of(ApiError.of(ErrorCode.PR403_AU_0002));
            case ROOT -> token.has(AccessToken.ROOT) ? Optional.empty() : Optional.of(scopeTooSmall());
        };
    }

    /** Where everybody holds root, what is missing is not the privilege but a token whose scope has it. */
    private Future<Optional<ApiError>> refusalOfNobody(String cellId, ApiError reason) {
        Boolean known = openCells.getIfPresent(cellId);
        Future<Boolean> open = known != null
                ? Future.succeededFuture(known)
                : pool.run(() -> access.everybodyIsRoot(cellId)).onSuccess(found -> openCells.put(cellId, found));
        return open.map(everybody -> Optional.of(everybody ? scopeTooSmall() : reason));
    }

    private static ApiError scopeTooSmall() {
        return ApiError.of(ErrorCode.PR403_AU_0007, AccessToken.ROOT);
    }

    private static Future<Optional<ApiError>> result(ErrorCode refusal) {
        return Future.succeededFuture(Optional.ofNullable(refusal).map(ApiError::of));
    }
}
