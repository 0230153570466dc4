@needs:ceph @needs:pools @needs:eventstore @needs:netbox @needs:authentik @needs:n8n
Feature: Approve that a volume is deleted
  Whoever gives a volume back cannot have it deleted alone: somebody else says yes or no, once.

  Background:
    Given a tenant that has volumes from time to time
    And a machine of the tenant
    And a member of the publishers
    And they order a volume of 2 gibibytes
    And they give the volume back, to be kept for 1 hours

  Scenario: Who has given the volume back does not approve it
    When they approve it themselves
    Then the order is refused with 403: "Who has given the volume back may not approve it"
    And the run waits for an approval

  Scenario Outline: <caller> is turned away
    Given <caller>
    When they approve it themselves
    Then they are turned away as <what>
    And the run waits for an approval

    Examples:
      | caller                             | what        |
      | somebody without a token           | unknown     |
      | somebody outside of the publishers | not allowed |

  Scenario: The first answer counts
    When a second person approves
    And a second person does not approve
    Then they are told with 409 that it is approved
    And it waits for its time

  Scenario: An answer to an order that is over
    When a second person does not approve
    And a second person approves
    Then they are told with 409 that it is not approved
    And it is as it was

  Scenario: An order that there is not
    When a second person approves an order that there is not
    Then the order is refused with 404: "There is no such order"

  Scenario: An answer that is neither yes nor no
    When a second person answers "perhaps"
    Then the order is refused because of its approved
    And the run waits for an approval

  @stops:eventstore
  Scenario: The event store is down, and comes back
    Given the event store is down
    When a second person approves
    Then they are told that a system failed
    And the answer says nothing of the inside
    And n8n counts the run as failed, for a reason that says more than the answer
    When the event store is back
    And a second person approves
    Then it waits for its time
