/**
 * How every import stands: the states of a run, the journal that makes them durable, and the tracker verticle that
 * answers status requests.
 */
package io.cellport.tracker;
