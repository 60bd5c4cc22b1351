package io.cellport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfMadeRequestTest {

    private final UnitConfig.Http http = ConfigLoader.defaults(Map.of()).http();

    @Test
    void itEndsWithoutAFailure() {
        Vertx vertx = Vertx.vertx();

        assertThat(SelfMadeRequest.send(vertx, http).await()).isNull();

        vertx.close().await();
    }
}
