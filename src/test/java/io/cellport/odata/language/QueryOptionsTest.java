package io.cellport.odata.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryOptionsTest {

    private static final EntityModel ACCOUNT = CellControl.MODEL.set("Account").orElseThrow();

    private static QueryOptions of(String query) {
        return QueryOptions.ofSet(Query.parse(query));
    }

    private static ApiError refusal(Runnable work) {
        return catchThrowableOfType(ApiException.class, work::run).error();
    }

    @Test
    void withoutOptionsThe25FirstRowsAreAskedFor() {
        assertThat(of(""))
                .isEqualTo(new QueryOptions(
                        25, 0, false, Optional.empty(), List.of(), List.of(), List.of(), Optional.empty()));
    }

    @Test
    void optionsAreDecodedAndUnknownOnesIgnored() {
        QueryOptions options =
                of("%24top=2&$skip=3&$inlinecount=allpages&foo=1&$foo=1&$skiptoken=x&$TOP=7&q=a+%E6%BC%B1%2B");

        assertThat(options.top()).isEqualTo(2);
        assertThat(options.skip()).isEqualTo(3);
        assertThat(options.isCounted()).isTrue();
        assertThat(options.search()).contains("a 漱+");
    }

    @Test
    void ofARepeatedOptionTheFirstCounts() {
        assertThat(of("$top=1&$top=2").top()).isEqualTo(1);
        assertThat(refusal(() -> of("$top=&$top=2")).code()).isEqualTo(ErrorCode.PR400_OD_0036);
    }

    @Test
    void anOrderHasNoMoreStepsThanADatabaseTakes() {
        assertThat(of("$orderby=" + "n,".repeat(100)).orders()).hasSize(100);
        assertThat(refusal(() -> of("$orderby=" + "n,".repeat(101))).code()).isEqualTo(ErrorCode.PR400_OD_0015);
    }

    @Test
    void aBrokenEscapeIsNoMissingOption() {
        assertThat(refusal(() -> of("$filter=%4")).code()).isEqualTo(ErrorCode.PR400_CM_0006);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "$top=10001      | Query value [$top]=[10001] is invalid.",
                "$top=-1         | Query value [$top]=[-1] is invalid.",
                "$skip=100001    | Query value [$skip]=[100001] is invalid.",
                "$expand=_A&$top=101 | Query value [$top]=[101] is invalid.",
                "q=              | Query value [q]=[] is invalid.",
                "$top=a          | OData Query [$top] parse error.",
                "$top=1.5        | OData Query [$top] parse error.",
                "$top=99999999999 | OData Query [$top] parse error.",
                "$skip=          | OData Query [$skip] parse error.",
                "$inlinecount=   | $inlinecount value [] is invalid.",
                "$inlinecount=foo | $inlinecount value [foo] is invalid.",
                "$orderby=       | Odata $orderby parse error.",
                "$orderby=Name+foo | Odata $orderby parse error.",
                "$orderby=Name+ASC | Odata $orderby parse error.",
                "$orderby=Name,,n | Odata $orderby parse error.",
                "$orderby=_Box.Name,Name | Odata $orderby parse error.",
                "$orderby=1      | OData $filter Parse Error.",
                "$filter=        | OData $filter Parse Error.",
                "$select=        | OData $select Parse error.",
                "$select=,       | OData $select Parse error.",
                "$select=Name,*  | OData $select Parse error.",
                "$select=Name,_Box.Name | OData $select Parse error.",
                "$expand=Role    | OData $expand parse error.",
                "$expand=_Role,_ReceivedMessageRead,_X | Total of the specified value of $expand exceeds the limit.",
            })
    void optionsOutOfTheirLimitsAreRefused(String query, String text) {
        assertThat(refusal(() -> of(query)).text()).isEqualTo(text);
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        assertThat(of("$top=0").top()).isZero();
        assertThat(of("$top=10000&$skip=100000").skip()).isEqualTo(100_000);
        assertThat(of("$expand=_A,_B,&$top=100").expand()).containsExactly("_A", "_B");
        assertThat(of("q=" + "x".repeat(255)).search()).isPresent();
        assertThat(refusal(() -> of("q=" + "é".repeat(128))).code()).isEqualTo(ErrorCode.PR400_OD_0029);
    }

    @Test
    void anOrderIsAListOfPropertiesWithDirections() {
        assertThat(of("$orderby=n asc, login  desc ,__id,").orders())
                .containsExactly(new Order("n", false), new Order("login", true), new Order("__id", false));
    }

    @Test
    void namesMayEndWithACommaAndAStarMeansAll() {
        assertThat(of("$select=Name,").select()).containsExactly("Name");
        assertThat(of("$select=*").select()).isEmpty();
        assertThat(of("$expand=").expand()).isEmpty();
    }

    @Test
    void oneEntityTakesMoreExpansionsAndIgnoresTheRest() {
        QueryOptions options = QueryOptions.ofEntity(Query.parse("$expand=_A,_B,_C&$top=x&$filter=(&$select=n"));

        assertThat(options.expand()).hasSize(3);
        assertThat(options.select()).containsExactly("n");
        assertThat(options.filter()).isEmpty();
    }

    @Test
    void linksArePagedOnly() {
        QueryOptions options = QueryOptions.ofLinks(Query.parse("$top=1&$skip=2&$inlinecount=x&$orderby=&$filter=("));

        assertThat(options.top()).isEqualTo(1);
        assertThat(options.skip()).isEqualTo(2);
        assertThat(refusal(() -> QueryOptions.ofLinks(Query.parse("$top=-1"))).code())
                .isEqualTo(ErrorCode.PR400_OD_0029);
    }

    @Test
    void userDataPassesOverUnknownPropertiesOfAnOrder() {
        assertThat(ofCustomers("nope,n,addr/city")).containsExactly(new Order("n", false));
        assertThat(refusal(() -> ofCustomers("tags")).code()).isEqualTo(ErrorCode.PR400_OD_0040);
        assertThat(refusal(() -> ofCustomers("addr")).code()).isEqualTo(ErrorCode.PR400_OD_0051);
    }

    private static List<Order> ofCustomers(String orders) {
        return NameCheck.orders(of("$orderby=" + orders).orders(), Customers.MODEL);
    }

    @Test
    void controlSetsRefuseUnknownPropertiesOfAnOrder() {
        List<Order> unknown = of("$orderby=Nope").orders();

        assertThat(refusal(() -> NameCheck.orders(unknown, ACCOUNT))).isEqualTo(ApiError.of(ErrorCode.PR400_OD_0051));
    }

    @Test
    void expansionsAreNavigations() {
        assertThat(NameCheck.expansions(List.of("_Role", "_Role"), ACCOUNT))
                .extracting(Navigation::name)
                .containsExactly("_Role");
        assertThat(refusal(() -> NameCheck.expansions(List.of("_Role/_Box"), ACCOUNT))
                        .text())
                .isEqualTo("[_Role/_Box] does not exist.");
    }
}
