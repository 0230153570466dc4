@needs:ceph @needs:pools @needs:eventstore @needs:netbox @needs:authentik @needs:n8n
Feature: Decommission a volume
  A volume that is given back is taken from its machine and kept in the trash. It is deleted when a second person has
  approved and its time has passed; until then everything can be as it was.

  Background:
    Given a tenant that has volumes from time to time
    And a machine of the tenant
    And a member of the publishers
    And they order a volume of 2 gibibytes

  Rule: It takes a second person, and the time that was asked for

    Scenario: A volume that nobody wants any more
      When they give the volume back, to be kept for 0 hours
      Then they are told that it waits for an approval
      And Ceph has it in the trash, with a snapshot
      And NetBox does not know the disk
      When they give it back again
      Then they are told that it waits for an approval
      When a second person approves
      Then it is decommissioned
      And Ceph has nothing of it
      And its history is: VolumeProvisioned, VolumeDecommissioned
      When they give it back again
      Then they are told that it is decommissioned

    Scenario: A volume that is kept for its time
      When they give the volume back, to be kept for 1 hours
      And a second person approves
      Then it waits for its time
      And Ceph has it in the trash, with a snapshot
      And its history is: VolumeProvisioned
      When they give it back again
      Then they are told that it waits for its time

    Scenario: A volume that somebody still wants
      When they give the volume back, to be kept for 0 hours
      And a second person does not approve
      Then it is as it was
      And its history is: VolumeProvisioned
      When they give it back again
      Then they are told that it waits for an approval

    Scenario: A volume about which nobody says anything
      When they give the volume back, to be kept for 0 hours
      And nobody answers for 8 days
      And they give it back again
      Then the order is refused with 409: "Nobody approved it in time, and the volume is back"
      And it is as it was

  Rule: What cannot be given back is refused

    Scenario: A volume that NetBox does not know
      When they give back another volume
      Then the order is refused with 404: "The machine has no volume other"
      And it is as it was

    Scenario: A volume of a machine that NetBox does not know
      When they give back the volume of another machine
      Then the order is refused because the tenant has no such machine
      And it is as it was

    Scenario: A volume that Ceph does not have
      When somebody renames the image of the volume by hand
      And they give the volume back, to be kept for 0 hours
      Then the order is refused with 409: "NetBox has a volume data, and Ceph has none"

    Scenario Outline: <caller> is turned away
      Given <caller>
      When they give the volume back, to be kept for 0 hours
      Then they are turned away as <what>
      And it is as it was

      Examples:
        | caller                             | what        |
        | somebody without a token           | unknown     |
        | somebody outside of the publishers | not allowed |

    Scenario: A volume that is kept for an unknown time
      When they give the volume back, to be kept for "ever"
      Then the order is refused because of its keepHours
      And it is as it was

  Rule: What fails on the way is undone

    Scenario: No snapshot can be taken
      Given Ceph takes no snapshots of the volume
      When they give the volume back, to be kept for 0 hours
      Then they are told that it failed at "Take a snapshot" and was undone, for good
      And it is as it was

    Scenario: A volume that belongs to a group cannot go to the trash
      Given the volume belongs to a group of volumes
      When they give the volume back, to be kept for 0 hours
      Then they are told that it failed at "Move it to the trash" and was undone, for good
      And it is as it was
      When a second person approves
      Then the order is refused with 409: "The order does not wait for an answer any more"

    @stops:netbox
    Scenario: NetBox goes down while the volume goes to the trash
      When they give the volume back, and NetBox goes down once it is found
      Then they are told that it failed at "Retire the record" and was undone
      When NetBox runs again
      Then it is as it was

    Scenario: Somebody takes the volume out of the trash by hand
      When they give the volume back, to be kept for 0 hours
      And somebody takes it out of the trash by hand
      And a second person approves
      Then the run was undone
      And it is as it was
      When they give it back again
      Then they are told that it waits for an approval

    Scenario: The process was another one when the run began
      When they give the volume back, to be kept for 0 hours
      And a second person approves
      And its run goes on with what an older step "Find the volume" gave: "gibibytes" as "two"
      And they give it back again
      Then they are told that it failed at "Finish" and was undone, for good
      And Ceph has nothing of it
