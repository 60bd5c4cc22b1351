package io.cellport.http.dav;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlTextTest {

    @Test
    void charactersThatXmlDoesNotAllowBecomeQuestionMarks() {
        String xml =
                new XmlText(0).leaf("a", "a\u0001b\ud800c\uffffd\ud83d\ude00").take();

        assertThat(xml).isEqualTo("<a>a?b?c?d\ud83d\ude00</a>\n");
    }

    @Test
    void markupInTextAndAttributesIsText() {
        String xml = new XmlText(1).leaf("a", "</a>&<b>", "c", "\"'<&").take();

        assertThat(xml).isEqualTo("    <a c=\"&quot;'&lt;&amp;\">&lt;/a&gt;&amp;&lt;b&gt;</a>\n");
    }

    @Test
    void eachTagHasALine() {
        XmlText xml = new XmlText(0).start("a", "xmlns", "DAV:").start("b");
        assertThat(xml.take()).isEqualTo("<a xmlns=\"DAV:\">\n    <b>\n");

        assertThat(xml.empty("c").end().end().take()).isEqualTo("        <c/>\n    </b>\n</a>\n");
    }
}
