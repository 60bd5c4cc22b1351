package io.cellport.http.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.message.EntityTag;
import io.cellport.http.message.EntityTags;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownTagsTest {

    private static final EntityTag READY =
            StatusAnswer.of("", new JsonObject(), Optional.empty(), 0).etag();

    private static final EntityTag OTHER = StatusAnswer.of(
                    "", new JsonObject().put("progress", "1%"), Optional.empty(), 0)
            .etag();

    @Test
    void whoeverTellsNoTagKnowsNothing() {
        assertThat(KnownTags.of(null).isAny()).isFalse();
        assertThat(KnownTags.of("").isAny()).isFalse();
        assertThat(KnownTags.of("*").isAny()).isFalse();
        assertThat(KnownTags.of("\"").isAny()).isFalse();
    }

    @Test
    void everyTagOfAListIsKnownWeakOrNot() {
        KnownTags known = KnownTags.of("\"a, b\" ,W/" + READY + "," + OTHER);

        assertThat(known.isAny()).isTrue();
        assertThat(known.contains(READY)).isTrue();
        assertThat(known.contains(OTHER)).isTrue();
        assertThat(known.contains(EntityTag.strong("a, b"))).isFalse();
    }

    @Test
    void aTagOfSomebodyElseIsATagAllTheSame() {
        KnownTags known = KnownTags.of("\"something\"");

        assertThat(known.isAny()).isTrue();
        assertThat(known.contains(READY)).isFalse();
    }

    @Test
    void whatStandsBehindManyTagsIsNotLookedAt() {
        String fillers = "\"x\",".repeat(EntityTags.MOST_TAGS - 1);

        assertThat(KnownTags.of(fillers + READY).contains(READY)).isTrue();
        assertThat(KnownTags.of(fillers + "\"y\"," + READY).contains(READY)).isFalse();
    }
}
