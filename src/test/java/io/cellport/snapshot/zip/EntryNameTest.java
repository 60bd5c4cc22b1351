package io.cellport.snapshot.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "00_manifest.json",
                "20_webdav/__/main.txt/content",
                "20_webdav/.pmeta",
                "...",
                "a/..b/.c./d..",
                "日本語フォルダ/ファイルéü.txt",
                "20_webdav/c:/x",
                "a b/~/$x",
                "𝔘/nicode"
            })
    void anOrdinaryNameIsKeptUnchanged(String name) {
        assertThat(parse(name)).isEqualTo(new EntryName(name, false));
    }

    @Test
    void aTrailingSlashMarksADirectoryAndIsDropped() {
        assertThat(parse("20_webdav/__/")).isEqualTo(new EntryName("20_webdav/__", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./20_webdav/a", "././20_webdav/a"})
    void aLeadingDotSegmentIsDropped(String name) {
        assertThat(parse(name)).isEqualTo(new EntryName("20_webdav/a", false));
    }

    @Test
    void theRootDirectoryHasAnEmptyName() {
        assertThat(parse("./")).isEqualTo(new EntryName("", true));
    }

    @Test
    void theNameOfADirectoryOnlyHasToBeSafe() {
        assertThat(EntryName.parse(new byte[] {'a', (byte) 0xfc, '/'}, Limits.DEFAULT)
                        .directory())
                .isTrue();
        assertThat(parse("a\u0085\n/").directory()).isTrue();
        assertThat(parse("x".repeat(256) + '/').directory()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/", "../", "a/../", "c:/", "a\\b/", "./../", ".//"})
    void anUnsafeNameOfADirectoryIsRefused(String name) {
        assertThat(refusal(utf8(name)).code()).isEqualTo(ErrorCode.PR400_MC_0005);
    }

    @Test
    void aRefusalSaysWhatToDo() {
        assertThat(refusal(new byte[] {'f', (byte) 0xfc, 'r'}).text())
                .endsWith("has a name that is not UTF-8: pack with a tool that writes UTF-8 names.");
        assertThat(refusal(utf8("20_webdav\\x")).text())
                .endsWith("has backslashes in its name: pack with a tool that writes slashes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "/etc/passwd",
                "//host/share",
                ".",
                "..",
                "../a",
                "a/..",
                "a/../",
                "a/../../evil.txt",
                "a/./b",
                "a//b",
                "a//",
                "a\\b",
                "..\\evil.txt",
                "\\\\host\\share",
                "C:/x",
                "c:",
                "c:x",
                "C:\\x",
                "a\nb",
                "a\rb",
                ".\nevil",
                "a\u0000b",
                "a\u0000",
                "a\u007fb",
                "a\tb",
                "a\u0085b",
                "a\u009fb",
                "\u001b[31m"
            })
    void aNameThatIsNoSafeRelativePathIsRefused(String name) {
        assertThat(refusal(utf8(name)).code()).isEqualTo(ErrorCode.PR400_MC_0005);
    }

    @Test
    void theRefusalShowsTheNameWithItsControlCharactersMadeVisible() {
        assertThat(refusal(utf8("a\nb")).text())
                .isEqualTo("The snapshot file is damaged: entry [a\\u000Ab] has a name that is not allowed.");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        List<byte[]> malformed = List.of(
                new byte[] {(byte) 0xff},
                new byte[] {'a', (byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0xaf},
                new byte[] {(byte) 0xc0, (byte) 0xae, (byte) 0xc0, (byte) 0xae, '/', 'a'},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {'f', (byte) 0xfc, 'r'},
                new byte[] {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80});
        assertThat(malformed)
                .allSatisfy(name -> assertThat(refusal(name).code()).isEqualTo(ErrorCode.PR400_MC_0005));
    }

    @Test
    void aSegmentMayHaveAsManyBytesAsTheLimit() {
        assertThat(parse("a/" + "é".repeat(127) + "x").text()).hasSize(130);
        ApiError refusal = refusal(utf8("a/" + "é".repeat(128)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.PR400_MC_0006);
        assertThat(refusal.text()).contains("[pathBytes] of 255");
    }

    @Test
    void aNameMayHaveAsManySegmentsAsTheLimit() {
        assertThat(parse(segments(64)).text()).isEqualTo(segments(64));
        assertThat(parse(segments(64) + "/").directory()).isTrue();
        ApiError refusal = refusal(utf8(segments(65)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.PR400_MC_0006);
        assertThat(refusal.text()).contains("[pathDepth] of 64");
    }

    @Test
    void aNameIsBelowADirectoryOnlyIfItIsInIt() {
        assertThat(parse("20_webdav/a/b").isBelow("20_webdav/")).isTrue();
        assertThat(parse("20_webdav/a/b").below("20_webdav/")).isEqualTo("a/b");
        assertThat(parse("20_webdav/").isBelow("20_webdav/")).isFalse();
        assertThat(parse("20_webdav2/a").isBelow("20_webdav/")).isFalse();
        assertThat(parse("20_webdav").isBelow("20_webdav/")).isFalse();
    }

    @Property(tries = 5_000)
    void anyAcceptedNameStaysInsideItsDirectory(
            @ForAll @Chars({'.', '/', '\\', ':', 'c', '\n', '\u007f', 'é'}) @StringLength(max = 8) String name) {
        Path root = Path.of("/root");
        try {
            EntryName accepted = EntryName.parse(utf8(name), Limits.DEFAULT);
            Path resolved = root.resolve(accepted.text());
            assertThat(resolved.normalize()).isEqualTo(resolved);
            assertThat(resolved.startsWith(root)).isTrue();
            assertThat(accepted.directory() || !resolved.equals(root)).isTrue();
        } catch (ApiException e) {
            assertThat(e.error().code()).isEqualTo(ErrorCode.PR400_MC_0005);
        }
    }

    @Property(tries = 5_000)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        try {
            assertThat(EntryName.parse(bytes, Limits.DEFAULT).text()).doesNotContain("\\");
        } catch (ApiException e) {
            assertThat(e.error().code()).isIn(ErrorCode.PR400_MC_0005, ErrorCode.PR400_MC_0006);
        }
    }

    private static EntryName parse(String name) {
        return EntryName.parse(utf8(name), Limits.DEFAULT);
    }

    private static ApiError refusal(byte[] name) {
        ApiException thrown = catchThrowableOfType(ApiException.class, () -> EntryName.parse(name, Limits.DEFAULT));
        assertThat(thrown).as(new String(name, StandardCharsets.UTF_8)).isNotNull();
        return thrown.error();
    }

    private static String segments(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s").collect(Collectors.joining("/"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
