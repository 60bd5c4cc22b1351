package io.cellport.server;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.server.Deployments.Stage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentsTest {

    private final Vertx vertx = Vertx.vertx();

    private final Deployments deployments = new Deployments(vertx);

    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(PATIENCE);
    }

    @Test
    void whatBelongsToAStageStopsAtTheSameTime() throws Exception {
        Promise<Void> first = Promise.promise();
        Promise<Void> second = Promise.promise();
        deploy(Stage.WORK, () -> waiting("first", first, second));
        deploy(Stage.WORK, () -> waiting("second", second, first));

        deployments.undeploy(Stage.WORK).await(PATIENCE);

        assertThat(stopped).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void otherStagesGoOn() throws Exception {
        deploy(Stage.REQUESTS, () -> stopping("router"));
        deploy(Stage.NODE, () -> stopping("node"));

        deployments.undeploy(Stage.REQUESTS).await(PATIENCE);
        deployments.undeploy(Stage.WORK).await(PATIENCE);

        assertThat(stopped).containsExactly("router");
    }

    @Test
    void oneThatFailsToStopKeepsNoOtherFromIt() throws Exception {
        deploy(Stage.WORK, () -> Future.failedFuture("broken"));
        deploy(Stage.WORK, () -> stopping("other"));

        Future<Void> end = deployments.undeploy(Stage.WORK);
        end.otherwiseEmpty().await(PATIENCE);

        assertThat(end.failed()).isTrue();
        assertThat(stopped).containsExactly("other");
    }

    /** Stops when the other is told to stop as well. */
    private Future<?> waiting(String name, Promise<Void> told, Promise<Void> other) {
        told.complete();
        return other.future().onSuccess(both -> stopped.add(name));
    }

    private Future<?> stopping(String name) {
        stopped.add(name);
        return Future.succeededFuture();
    }

    private void deploy(Stage stage, Supplier<Future<?>> stop) throws Exception {
        deployments
                .deploy(
                        stage,
                        () -> new VerticleBase() {
                            @Override
                            public Future<?> stop() {
                                return stop.get();
                            }
                        },
                        1)
                .await(PATIENCE);
    }
}
