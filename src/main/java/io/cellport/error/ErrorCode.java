package io.cellport.error;

/**
 * The error catalogue: every code that Cellport can answer or record, with its text. The three digits after {@code PR}
 * are the HTTP status. Codes and texts are Personium's, except those marked "Cellport" in {@code docs/errors.md}.
 */
public enum ErrorCode {
    PR400_AN_0001("Unsupported grant type. [{0}]"),
    PR400_AN_0002("Invalid p_target."),
    PR400_AN_0003("Failed to parse client assertion."),
    PR400_AN_0009("Token parse error."),
    PR400_AN_0010("Token expired or invalid."),
    PR400_AN_0013("Not a refresh token."),
    PR400_AN_0014("Not allowed to represent owner."),
    PR400_AN_0016("Required parameter [{0}] missing."),
    PR400_AN_0017("Authentication failed."),
    PR400_AN_0018("Authorization header is invalid."),
    PR400_CM_0001("Required key [{0}] missing."),
    PR400_CM_0002("Field [{0}] format error. Must be [{1}]."),
    PR400_CM_0004("JSON parse error. [{0}]."),
    PR400_CM_0005("Invalid URL authority [{0}]. This unit is configured for URL authority [{1}]"),
    PR400_CM_0006("The request is no valid HTTP request."),
    PR400_DV_0001("XML parse error."),
    PR400_DV_0003("Invalid depth header value:[{0}]."),
    PR400_DV_0007("Cannot add any more child resources."),
    PR400_EV_0002("Request header is invalid [X-Personium-RequestKey]."),
    PR400_MC_0001("[{0}] does not exist in the snapshot file."),
    PR400_MC_0002("Path based CellUrl access is not allowed."),
    PR400_MC_0003("Version of the snapshot file is invalid. Expected [{0}] but was [{1}]."),
    PR400_MC_0004("The specified snapshot file is not zip file."),
    PR400_MC_0005("The snapshot file is damaged: entry [{0}] {1}."),
    PR400_MC_0006("The snapshot file exceeds the limit [{0}] of {1}."),
    PR400_OD_0001("JSON parse error."),
    PR400_OD_0003("OData $filter Parse Error."),
    PR400_OD_0004("OData EntityKey Parse error."),
    PR400_OD_0005("$format value [{0}] is invalid."),
    PR400_OD_0006("[{0}] field format error."),
    PR400_OD_0008("No such association."),
    PR400_OD_0009("[{0}] is required."),
    PR400_OD_0010("Key for Navigation Property should not be specified in $links POST."),
    PR400_OD_0013("$inlinecount value [{0}] is invalid."),
    PR400_OD_0015("Odata $orderby parse error."),
    PR400_OD_0017("OData $select Parse error."),
    PR400_OD_0025("[{0}] does not exist."),
    PR400_OD_0026("OData $expand parse error."),
    PR400_OD_0029("Query value [{0}]=[{1}] is invalid."),
    PR400_OD_0036("OData Query [{0}] parse error."),
    PR400_OD_0039("Total of the specified value of $expand exceeds the limit."),
    PR400_OD_0040("Cannot specify the list type to $orderby."),
    PR400_OD_0041("Request header {0} value is invalid [{1}]."),
    PR400_OD_0043("Unsupported operator specified in query."),
    PR400_OD_0044("Unsupported function specified in query."),
    PR400_OD_0045("An unknown property with name '{0}' was found."),
    PR400_OD_0046("Mismatched operand/argument is specified for '{0}'."),
    PR400_OD_0047("Operand or argument for '{0}' has unsupported/invalid format."),
    PR400_OD_0048("Unable to parse operand or argument. '{0}'"),
    PR400_OD_0051("Query value is invalid."),
    PR401_AN_0023("The password should be changed."),
    PR401_AU_0001("Authorization required."),
    PR401_AU_0002("Access token expired."),
    PR401_AU_0003("Invalid authentication scheme."),
    PR401_AU_0004("Basic auth format error."),
    PR401_AU_0006("Token parse error."),
    PR401_AU_0007("Can not access with refresh token."),
    PR401_AU_0009("Authentication failed."),
    PR401_AU_0010("Authentication failed."),
    PR401_AU_0011("Authentication failed."),
    PR401_AU_0013("The token was issued for [{0}]. This unit is [{1}]."),
    PR403_AU_0001("Unit user access required."),
    PR403_AU_0002("Necessary privilege is lacking."),
    PR403_AU_0006("Insufficient schema authorization level."),
    PR403_AU_0007("Insufficient scope is granted for the access token. [{0}] Privilege is required."),
    PR403_DV_0001("Infinite depth is not supported."),
    PR403_DV_0004("Resource name is invalid [{0}]."),
    PR404_CM_0001("No import into this cell is active."),
    PR404_CM_0002("No such import is on record."),
    PR404_CM_0003("No export of this cell is active."),
    PR404_CM_0004("No such export is on record."),
    PR404_DV_0001("Resource not found. [{0}]."),
    PR404_DV_0002("Box not found at [{0}]."),
    PR404_DV_0003("Cell not found."),
    PR404_MC_0001("URI is not recognized."),
    PR404_OD_0001("No such entity set."),
    PR404_OD_0002("No such entity."),
    PR404_OD_0003("No such Navigation Property."),
    PR405_MC_0001("Method not allowed."),
    PR406_CM_0001("Requested media type [{0}] is not acceptable."),
    PR406_OD_0001("Not Acceptable:[{0}]."),
    PR408_CM_0001("The request body did not come in time."),
    PR409_CM_0002("Because [{0}] is being executed, writing to cell can not be done."),
    PR409_CM_0003("The import is being completed and can not be cancelled any more."),
    PR409_CM_0004("The upload has [{0}] bytes, and goes on there."),
    PR409_DV_0002("File [{0}] already exists."),
    PR409_OD_0001("This entity has related data."),
    PR409_OD_0003("The entity already exists."),
    PR412_DV_0001("ETag does not match."),
    PR412_MC_0001("Precondition failed [Header: {0}]."),
    PR412_UI_0001("Property [{0}] not configured."),
    PR413_DV_0001("The request body is larger than the limit of [{0}] bytes."),
    PR414_CM_0001("The request line is longer than the limit of [{0}] bytes."),
    PR415_MC_0001("Unsupported media type."),
    PR416_DV_0001("The requested range is not satisfiable. The file has [{0}] bytes."),
    PR423_CM_0001("Another request is writing the upload."),
    PR431_CM_0001("The request header is larger than the limit of [{0}] bytes."),
    PR460_CM_0001("The body has another checksum. It was thrown away."),
    PR500_CM_0001("Failed to load the request body for some reason."),
    PR500_CM_0002("Files I/O error caused [{0}] to fail."),
    PR500_DV_0002("Dav system inconsistency detected."),
    PR500_MC_0001("The import was interrupted and could not be completed."),
    PR500_MC_0002("The record of the import is damaged."),
    PR500_MC_0003("The content of the cell is missing or damaged. Import a snapshot into it again."),
    PR500_MC_0004("The server failed while it imported the snapshot, which may be sound. Try again."),
    PR500_MC_0005("The snapshot file is not what it was when the import was accepted."),
    PR500_MC_0006("The export was interrupted and could not be completed."),
    PR500_MC_0007("The server failed while it exported the cell. Try again."),
    PR500_OD_0001("The schema of the collection is larger than the limit of [{0}] bytes."),
    PR500_SC_0001("Engine connection error."),
    PR500_SV_0000("Unknown error."),
    PR500_SV_9999("Unknown Exception [{0}]"),
    PR501_CM_0001("The version of HTTP is not supported."),
    PR501_MC_0001("Method not implemented."),
    PR501_MC_0002("Not implemented. [{0}]."),
    PR503_DV_0001("Failed to access the target resource due to concurrent update/delete operation by another process."),
    PR503_MC_0001("The unit's data directory was removed or replaced. Nothing can be written."),
    PR503_OD_0001("The query was given up after [{0}] seconds. Ask for less."),
    PR503_SV_0001("Too many concurrent requests."),
    PR503_SV_0002("Server connection error."),
    PR503_SV_0003("Server error. (Lock Manager) Data lock state unknown."),
    PR503_SV_0005("Operation is prohibited as one or more disks are almost full.");

    private final String template;

    ErrorCode(String template) {
        this.template = template;
    }

    /** The code on the wire, for example {@code PR400-CM-0001}. */
    public String code() {
        return name().replace('_', '-');
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return Integer.parseInt(name(), 2, 5, 10);
    }

    /** The text with its {@code {n}} placeholders. */
    public String template() {
        return template;
    }
}
