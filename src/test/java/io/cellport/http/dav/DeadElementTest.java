package io.cellport.http.dav;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements that came with an import, in a document whose default namespace is {@code DAV:}. */
class DeadElementTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<o:title xmlns:o=\"http://example.org/ns\" xmlns:p=\"urn:p\">\u6587\u66f8 &amp; more</o:title>",
                "<o:a xmlns:o=\"urn:o\" b=\"1\" o:c=\"&lt;2&quot;\">x<o:in>y</o:in> z </o:a>",
                "<a xmlns=\"urn:a\"><b xmlns=\"urn:b\"></b></a>",
                "<a xmlns=\"\">\ud83d\ude00</a>",
                "<a xmlns=\"\" xml:lang=\"en\">x</a>",
            })
    void staysAsItIs(String element) {
        assertThat(DeadElement.read(element)).contains(element);
    }

    @Test
    void anElementWithoutANamespaceGetsNone() {
        assertThat(DeadElement.read("<a><b/></a>")).contains("<a xmlns=\"\"><b xmlns=\"\"></b></a>");
        assertThat(DeadElement.read("<o:a xmlns:o=\"urn:o\"><b/></o:a>"))
                .contains("<o:a xmlns:o=\"urn:o\"><b xmlns=\"\"></b></o:a>");
    }

    @Test
    void onlyTheElementItselfIsKept() {
        assertThat(DeadElement.read("<?xml version=\"1.0\"?><!-- c --><a xmlns=\"u\"><![CDATA[<&]]><!-- d --></a>"))
                .contains("<a xmlns=\"u\">&lt;&amp;</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<getetag xmlns=\"DAV:\">\"1-1\"</getetag>",
                "<D:resourcetype xmlns:D=\"DAV:\"><D:collection/></D:resourcetype>",
                "<!-- c --><D:acl xmlns:D=\"DAV:\"/>",
            })
    void whatTheServerTellsCannotBeSetByClients(String element) {
        assertThat(DeadElement.read(element)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<getetag xmlns=\"urn:o\"></getetag>",
                "<displayname xmlns=\"DAV:\">x</displayname>",
                "<a xmlns=\"urn:o\"><D:getetag xmlns:D=\"DAV:\"></D:getetag></a>",
            })
    void whatIsNamedAlikeElsewhereStays(String element) {
        assertThat(DeadElement.read(element)).contains(element);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<a>",
                "<a/><b/>",
                "<o:a/>",
                "</prop></propstat>",
                "<a/></prop><prop>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
                "<!DOCTYPE a><a/>",
                "<a>&e;</a>",
                "<a>\u0001</a>",
            })
    void whatIsNoElementIsNothing(String text) {
        assertThat(DeadElement.read(text)).isEmpty();
    }
}
