@needs:ceph @needs:eventstore @needs:netbox @needs:authentik @needs:n8n
Feature: Recover processes
  A process whose n8n was killed goes on when n8n is back, without anybody doing anything, and does nothing twice.

  @alone
  Scenario: n8n is killed in the middle of an order
    Given a tenant that NetBox knows
    And a machine of the tenant
    And a member of the publishers
    When they order a volume, and n8n is killed once the machine is found
    And n8n runs again
    Then the run goes on by itself and finishes
    And the run went on where it was: 4 steps were done, each once
    And Ceph has a block image of 2 gibibytes for it, alone in a pool of the tenant's that has a quota
    And NetBox knows it as a disk of the machine, of 2 gibibytes
    And its history is: VolumeProvisioned
    When they order it again
    Then it is provisioned
