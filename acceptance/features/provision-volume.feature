@needs:ceph @needs:pools @needs:eventstore @needs:netbox @needs:authentik @needs:n8n
Feature: Provision a volume
  Whoever operates volumes orders one for a virtual machine. Ceph makes the block image, within the quota of the tenant,
  NetBox knows it as a disk of the machine, and the event store tells that it is there.

  Background:
    Given a tenant that NetBox knows
    And a machine of the tenant
    And a member of the publishers

  Rule: A volume is made once, and known everywhere

    Scenario: A volume for a machine
      When they order a volume of 2 gibibytes
      Then it is provisioned
      And Ceph has a block image of 2 gibibytes for it, alone in a pool of the tenant's that has a quota
      And NetBox knows it as a disk of the machine, of 2 gibibytes
      And its history is: VolumeProvisioned
      And n8n counts the run as done

    Scenario: The same order twice at once, and once more
      When they order a volume of 3 gibibytes twice at once
      And they order it again
      Then all were given the same answer
      And it is provisioned
      And Ceph has a block image of 3 gibibytes for it, alone in a pool of the tenant's that has a quota
      And its history is: VolumeProvisioned

    Scenario: Another order for a name that is taken
      Given they order a volume of 2 gibibytes
      When they order another volume of that name
      Then the order is refused with 409: "The tenant has a volume data already"
      And Ceph has a block image of 2 gibibytes for it, alone in a pool of the tenant's that has a quota
      And NetBox knows it as a disk of the machine, of 2 gibibytes

  Rule: Only who may order gets a volume, and only one that can be

    Scenario Outline: <caller> is turned away
      Given <caller>
      When they order a volume of 2 gibibytes
      Then they are turned away as <what>
      And neither Ceph nor NetBox nor the history has anything of it

      Examples:
        | caller                             | what        |
        | somebody without a token           | unknown     |
        | somebody outside of the publishers | not allowed |

    Scenario Outline: A volume <mistake>
      When they order a volume <mistake>
      Then the order is refused because of its <field>
      And neither Ceph nor NetBox nor the history has anything of it

      Examples:
        | mistake                           | field     |
        | with a size in words              | gibibytes |
        | with a word that it does not have | size      |

    Scenario Outline: A volume <mistake>
      When they order a volume <mistake>
      Then the order is refused with 422: "<reason>"
      And neither Ceph nor NetBox nor the history has anything of it
      And n8n counts the run as done

      Examples:
        | mistake                  | reason                                                                             |
        | with a slash in its name | The name of a volume has letters, digits, dots, dashes and underscores, 63 at most |
        | of no size               | A volume has a gibibyte or more                                                    |

    Scenario: A volume for a machine that NetBox does not know
      When they order a volume for a machine that NetBox does not know
      Then the order is refused because the tenant has no such machine
      And neither Ceph nor NetBox nor the history has anything of it

    Scenario: More than the quota of the tenant
      When they order a volume of 101 gibibytes
      Then the order is refused with 422: "There is room for 100 gibibytes, and 101 are wanted"
      And neither Ceph nor NetBox nor the history has anything of it

  Rule: What fails on the way is undone

    @stops:netbox
    Scenario: NetBox goes down in the middle
      When they order a volume, and NetBox goes down once it has found the machine
      Then they are told that it failed at "Record the volume" and was undone
      And the answer says nothing of the inside
      And n8n counts the run as failed, for a reason that says more than the answer
      When they hand in a PDF as it is
      Then they are told that a system failed
      And the answer says nothing of the inside
      When NetBox runs again
      Then the run was undone
      And neither Ceph nor NetBox nor the history has anything of it
      When they order it again
      Then it is provisioned
      And NetBox knows it as a disk of the machine, of 2 gibibytes

    @stops:pools
    Scenario: Ceph takes no more pools
      Given Ceph takes no more pools
      When they order a volume of 2 gibibytes
      Then they are told that it failed at "Ensure the tenant's pool" and was undone, for good
      And the answer says nothing of the inside
      And neither Ceph nor NetBox nor the history has anything of it

    Scenario: The process was another one when the run began
      Given they order a volume of 2 gibibytes
      And its run goes on with what an older step "Record the volume" gave: "diskId" as "seven"
      When they order it again
      Then they are told that it failed at "Finish" and was undone, but for 1 of its steps
      And Ceph has no pool of the tenant's
