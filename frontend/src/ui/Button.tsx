import { Button as AriaButton, type ButtonProps } from 'react-aria-components'
import { Icon, type IconName } from './icons'

interface Props extends Omit<ButtonProps, 'children' | 'className'> {
  look?: 'primary' | 'danger' | 'quiet'
  icon?: IconName
  children?: React.ReactNode
}

export function Button({ look, icon, children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={look ? `button button-${look}` : 'button'}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  )
}
