package io.cellport.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    private static final String TEXT = "\"1-1372742704414\"";

    private static final EntityTag TAG = EntityTag.strong("1-1372742704414");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                TEXT,
                "\"x\", " + TEXT,
                ",\"x\" ,\t" + TEXT + ",\"y\",",
                " * ",
                "*, \"x\"",
                "\"a,b\"," + TEXT
            })
    void aStrongTagIsNamedEitherWay(String header) {
        EntityTags tags = EntityTags.parse(header);

        assertThat(tags.nameStrongly(TAG)).isTrue();
        assertThat(tags.nameWeakly(TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/" + TEXT, "\"x\",W/" + TEXT + ",\"y\""})
    void aWeakTagNamesTheVersionButNotItsBytes(String header) {
        EntityTags tags = EntityTags.parse(header);

        assertThat(tags.nameStrongly(TAG)).isFalse();
        assertThat(tags.nameWeakly(TAG)).isTrue();
    }

    @Test
    void aResourceThatHasAWeakTagIsNeverNamedStrongly() {
        assertThat(EntityTags.parse(TEXT).nameStrongly(TAG.asWeak())).isFalse();
        assertThat(EntityTags.parse("W/" + TEXT).nameStrongly(TAG.asWeak())).isFalse();
        assertThat(EntityTags.parse(TEXT).nameWeakly(TAG.asWeak())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1372742704414", "w/" + TEXT, TEXT + " \"x\"", TEXT + ", \"x", TEXT + ";q=1"})
    void whatIsNoListNamesNothing(String header) {
        EntityTags tags = EntityTags.parse(header);

        assertThat(tags.isUnreadable()).isTrue();
        assertThat(tags.isPresent()).isTrue();
        assertThat(tags.nameStrongly(TAG)).isFalse();
        assertThat(tags.nameWeakly(TAG)).isFalse();
    }

    @Test
    void sixteenTagsAreAListAndSeventeenAreNone() {
        String fifteen = String.join(",", Collections.nCopies(15, "\"x\""));

        assertThat(EntityTags.parse(fifteen + "," + TEXT).nameStrongly(TAG)).isTrue();
        assertThat(EntityTags.parse(fifteen + ",\"x\"," + TEXT).isUnreadable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,"})
    void anEmptyListNamesNothing(String header) {
        assertThat(EntityTags.parse(header)).isEqualTo(new EntityTags(EntityTags.Kind.LIST, List.of()));
    }

    @Test
    void aHeaderThatIsNotThereNamesNothing() {
        assertThat(EntityTags.parse(null)).isEqualTo(EntityTags.ABSENT);
        assertThat(EntityTags.ABSENT.isPresent()).isFalse();
        assertThat(EntityTags.ABSENT.nameWeakly(TAG)).isFalse();
    }

    @Test
    void aTagIsWrittenAsItIsRead() {
        for (EntityTag tag : new EntityTag[] {TAG, TAG.asWeak()}) {
            assertThat(EntityTags.parse(tag.toString()).tags()).containsExactly(tag);
        }
    }
}
