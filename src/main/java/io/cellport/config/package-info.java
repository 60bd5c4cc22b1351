/** The unit's configuration: immutable records, where each value comes from, and the limits. */
package io.cellport.config;
