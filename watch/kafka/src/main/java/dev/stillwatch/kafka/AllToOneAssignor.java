// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions of a group to one member, and leaves them with it as long as it is there: an assessment is spread
 * over all of them, and one desk decides on it. Made by Kafka, one for each consumer; used by that consumer's thread.
 */
public final class AllToOneAssignor implements ConsumerPartitionAssignor {
    private boolean has;

    @Override
    public String name() {
        return "stillwatch-all-to-one";
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return ByteBuffer.wrap(new byte[] {(byte) (has ? 1 : 0)});
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata group) {
        has = !assignment.partitions().isEmpty();
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        Map<String, Subscription> members = group.groupSubscription();
        String chosen = members.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<String, Subscription> member) -> !had(member.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
        Set<String> topics = new TreeSet<>();
        members.values().forEach(member -> topics.addAll(member.topics()));
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            cluster.partitionsForTopic(topic).forEach(each -> all.add(new TopicPartition(topic, each.partition())));
        }
        Map<String, Assignment> assignments = new HashMap<>();
        members.keySet()
                .forEach(member -> assignments.put(member, new Assignment(member.equals(chosen) ? all : List.of())));
        return new GroupAssignment(assignments);
    }

    private static boolean had(Subscription member) {
        ByteBuffer data = member.userData();
        return data != null && data.remaining() > 0 && data.get(data.position()) == 1;
    }
}
