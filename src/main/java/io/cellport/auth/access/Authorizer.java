package io.cellport.auth.access;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.access.CellAccess.Caller;
import io.cellport.auth.access.CellAccess.Finding;
import io.cellport.auth.access.Privilege.Grantable;
import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.auth.token.AccessToken;
import io.cellport.auth.token.Credential;
import io.cellport.auth.token.TokenKind;
import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Decides whether a credential suffices. What a cell grants is decided by the content that it had when it was found;
 * what is granted in its boxes, in the content that the request reads, so that it decides on itself. One per node;
 * futures complete on the caller's context. Safe for several threads.
 */
public final class Authorizer {

    private final CellAccess access;

    private final WorkerPool polls;

    private final WorkerPool contents;

    /**
     * An authorizer for all cells of a unit.
     *
     * @param polls where cells are asked; every poll of an account passes it, so nothing else should
     * @param contents where contents are asked that requests have opened
     */
    public Authorizer(CellAccess access, WorkerPool polls, WorkerPool contents) {
        this.access = access;
        this.polls = polls;
        this.contents = contents;
    }

    /**
     * Why the credential does not suffice.
     *
     * @param cell the cell that the request is about; empty at unit level
     * @param content what the request reads from the cell's boxes, open; empty if it reads nothing there, or nothing
     *     was ever imported
     * @return a 401 or 403; empty if it does suffice
     */
    public Future<Optional<ApiError>> refusal(
            Privilege needed, Credential credential, Optional<Cell> cell, Optional<CellGeneration> content) {
        if (needed instanceof Privilege.UnitRoot) {
            return Future.succeededFuture(refusalOfUnitRoot(credential));
        }
        if (!(needed instanceof Grantable grantable) || isRoot(credential)) {
            return Future.succeededFuture(Optional.empty());
        }
        Optional<ApiError> stranger = strangeness(credential, cell);
        if (cell.isEmpty()) {
            return Future.succeededFuture(stranger);
        }
        String cellId = cell.get().id();
        Caller caller = stranger.isEmpty() ? caller(credential) : Caller.STRANGER;
        if (grantable instanceof OnCell onCell) {
            return refusalOnCell(onCell, credential, caller, stranger, cell.get());
        }
        OnPath onPath = (OnPath) grantable;
        return content.map(opened -> onPath(cellId, opened, caller, onPath))
                .orElse(Future.succeededFuture(Finding.NOTHING))
                .map(found -> judgeOnPath(found, stranger));
    }

    private static Optional<ApiError> refusalOfUnitRoot(Credential credential) {
        if (credential instanceof Credential.Valid valid && valid.token().kind() != TokenKind.UNIT) {
            return refused(ErrorCode.PR403_AU_0001);
        }
        return isRoot(credential) ? Optional.empty() : strangeness(credential, Optional.empty());
    }

    /** Whether the token holds root by itself, on the cell or unit that it is for; no content is asked. */
    private static boolean isRoot(Credential credential) {
        return credential instanceof Credential.Valid valid
                && valid.token().kind() != TokenKind.ACCOUNT
                && valid.token().covers(CellPrivilege.ROOT);
    }

    /** The refusal of a caller who is no account of the cell; empty for an account of it. */
    private static Optional<ApiError> strangeness(Credential credential, Optional<Cell> cell) {
        if (credential instanceof Credential.Invalid invalid) {
            return Optional.of(invalid.reason());
        }
        if (!(credential instanceof Credential.Valid valid)) {
            return refused(ErrorCode.PR401_AU_0001);
        }
        if (valid.token().kind() != TokenKind.ACCOUNT) {
            return refused(ErrorCode.PR403_AU_0002);
        }
        boolean own =
                cell.filter(found -> found.id().equals(valid.token().cellId())).isPresent();
        return own ? Optional.empty() : refused(ErrorCode.PR401_AU_0006);
    }

    private static Caller caller(Credential credential) {
        return credential instanceof Credential.Valid valid
                ? Caller.account(valid.token().subject(), valid.token().credential())
                : Caller.STRANGER;
    }

    private Future<Optional<ApiError>> refusalOnCell(
            OnCell needed, Credential credential, Caller caller, Optional<ApiError> stranger, Cell cell) {
        if (credential instanceof Credential.Valid valid) {
            return stranger.isPresent()
                    ? Future.succeededFuture(stranger)
                    : onCell(cell, caller, needed).map(found -> judgeOnCell(found, valid.token(), needed));
        }
        return onCell(cell, caller, needed).map(found -> found.everybody() ? scopeTooSmall(needed) : stranger);
    }

    /** Complete at once for whoever has asked before. */
    private Future<Finding> onCell(Cell cell, Caller caller, OnCell needed) {
        return access.remembered(cell, caller, needed)
                .map(Future::succeededFuture)
                .orElseGet(() -> polls.run(() -> access.onCell(cell, caller, needed)));
    }

    /** Complete at once for whoever has asked this content before. */
    private Future<Finding> onPath(String cellId, CellGeneration content, Caller caller, OnPath needed) {
        return access.remembered(cellId, content, caller, needed)
                .map(Future::succeededFuture)
                .orElseGet(() -> contents.run(() -> access.onPath(cellId, content, caller, needed)));
    }

    private static Optional<ApiError> judgeOnCell(Finding found, AccessToken token, OnCell needed) {
        return invalidity(found).or(() -> {
            if (!found.isGranted()) {
                return refused(ErrorCode.PR403_AU_0002);
            }
            return token.covers(needed.privilege()) ? Optional.empty() : scopeTooSmall(needed);
        });
    }

    /** What is granted to everybody is also granted to callers whose credential proves nothing. */
    private static Optional<ApiError> judgeOnPath(Finding found, Optional<ApiError> stranger) {
        if (found.isGranted() && !found.requiresApplication()) {
            return Optional.empty();
        }
        return stranger.or(() -> invalidity(found))
                .or(() -> refused(found.requiresApplication() ? ErrorCode.PR403_AU_0006 : ErrorCode.PR403_AU_0002));
    }

    /** Why the token of an account is none any more. */
    private static Optional<ApiError> invalidity(Finding found) {
        return switch (found.account()) {
            case ABSENT -> refused(ErrorCode.PR401_AU_0001);
            case CHANGED -> refused(ErrorCode.PR401_AU_0002);
            case PRESENT -> Optional.empty();
        };
    }

    /** The privilege is granted; what is missing is a token whose scope includes it. */
    private static Optional<ApiError> scopeTooSmall(OnCell needed) {
        return Optional.of(
                ApiError.of(ErrorCode.PR403_AU_0007, needed.privilege().text()));
    }

    private static Optional<ApiError> refused(ErrorCode code) {
        return Optional.of(ApiError.of(code));
    }
}
