package io.cellport.http.odata;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.access.Privilege;
import io.cellport.auth.access.Privilege.OnCell;
import java.util.Map;

/** What a caller has to hold on a cell to read its control sets. Stateless. */
final class ControlPrivileges {

    private static final Map<String, CellPrivilege> BY_SET = Map.of(
            "Account", CellPrivilege.AUTH_READ,
            "Role", CellPrivilege.AUTH_READ,
            "ExtRole", CellPrivilege.AUTH_READ,
            "Relation", CellPrivilege.SOCIAL_READ,
            "ExtCell", CellPrivilege.SOCIAL_READ,
            "Box", CellPrivilege.BOX_READ,
            "Rule", CellPrivilege.RULE_READ,
            "ReceivedMessage", CellPrivilege.MESSAGE_READ,
            "SentMessage", CellPrivilege.MESSAGE_READ);

    private ControlPrivileges() {}

    /** For a set that there is; root for any other. */
    static Privilege ofSet(String set) {
        return new OnCell(BY_SET.getOrDefault(set, CellPrivilege.ROOT));
    }
}
