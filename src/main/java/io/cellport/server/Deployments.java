package io.cellport.server;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** The verticles of a unit, by the stage of its stop in which they end. Safe for several threads. */
final class Deployments {

    /**
     * The stages of a stop, in their order. What belongs to one stops at the same time, so that the times do not add
     * up.
     */
    enum Stage {
        /** What takes requests. */
        REQUESTS,
        /** Imports, exports and whatever else works for the unit. */
        WORK,
        /** What says that the node is alive, which it is until it has given its imports back. */
        NODE
    }

    private final Vertx vertx;

    private final Map<Stage, Queue<String>> deployed = new ConcurrentHashMap<>();

    Deployments(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<String> deploy(Stage stage, Supplier<Deployable> verticle, int instances) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
                .onSuccess(of(stage)::add);
    }

    /** Completes when every verticle of the stage has stopped; fails if one has failed to. */
    Future<Void> undeploy(Stage stage) {
        return Future.join(of(stage).stream().map(vertx::undeploy).toList()).mapEmpty();
    }

    private Queue<String> of(Stage stage) {
        return deployed.computeIfAbsent(stage, first -> new ConcurrentLinkedQueue<>());
    }
}
