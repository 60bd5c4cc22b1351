package io.cellport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {

    @Test
    void variablesBecomePropertiesOfTheLogConfiguration() {
        Map<String, String> environment = Map.of(
                "CELLPORT_LOG_LEVEL", "DEBUG",
                "CELLPORT_LOG_FORMAT", "json",
                "CELLPORT_LOG_ACCESS", "true",
                "CELLPORT_LOG_DAYS", "7",
                "CELLPORT_LOG_FILE", "/var/log/Cellport.log",
                "CELLPORT_HTTP_PORT", "1",
                "HOME", "/");

        assertThat(LogSettings.properties(environment, true))
                .containsOnly(
                        Map.entry("cellport.log.level", "debug"),
                        Map.entry("cellport.log.format", "json"),
                        Map.entry("cellport.log.access", "info"),
                        Map.entry("cellport.log.days", "7"),
                        Map.entry("cellport.log.to", "file"),
                        Map.entry("cellport.log.file", "/var/log/Cellport.log"));
    }

    @Test
    void onlyAServerWritesToTheFile() {
        assertThat(LogSettings.properties(Map.of("CELLPORT_LOG_FILE", "/var/log/cellport.log"), false))
                .doesNotContainKey("cellport.log.to");
    }

    @ParameterizedTest
    @CsvSource({
        "CELLPORT_LOG_LEVL, info, Unknown variable CELLPORT_LOG_LEVL",
        "CELLPORT_LOG_LEVEL, loud, 'CELLPORT_LOG_LEVEL must be error, warn, info, debug, not \"loud\"'",
        "CELLPORT_LOG_DAYS, 0, 'CELLPORT_LOG_DAYS must be a whole number from 1 to 9999, not \"0\"'",
        "CELLPORT_LOG_FILE, ' ', 'CELLPORT_LOG_FILE must be the path of a file, not \" \"'"
    })
    void aVariableThatMeansNothingIsRefusedByItsName(String variable, String value, String message) {
        assertThatThrownBy(() -> LogSettings.properties(Map.of(variable, value), true))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message + " (environment)");
    }

    @Test
    void variablesOfAServiceCalledCellportLogAreNone() {
        assertThat(LogSettings.properties(
                        Map.of("CELLPORT_LOG_SERVICE_HOST", "10.0.0.1", "CELLPORT_LOG_PORT", "tcp://10.0.0.1:80"),
                        true))
                .isEmpty();
    }

    @Test
    void theConfigurationLeavesThemToTheLog() {
        assertThat(ConfigLoader.load(java.util.Optional.empty(), Map.of("CELLPORT_LOG_LEVEL", "warn"), Map.of()))
                .isNotNull();
    }
}
